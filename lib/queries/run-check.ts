import { subtotals } from "#lib/core/batch.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readNow } from "#lib/db/inbox.ts";
import { planRun } from "#lib/preflight/run-plan.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { isFirstSignature } from "#lib/views/accept-plan.ts";
import { type RunCheck, RunScope } from "#lib/views/accept-runs.ts";

const mostReasons = 20;

/** What accepting everything in view would do: control totals, and what stays for which reasons. */
export const runCheck = defineQuery({
  name: "run.check",
  needs: "inbox.read",
  input: RunScope,
  async run({ tx, companyId, actor }, view): Promise<Outcome<RunCheck>> {
    const plan = await planRun(tx, companyId, actor, view);
    if (!plan.ok) return plan;
    const { going, behind, left, amount, hashTotal } = plan.value;
    const reasons = new Map<string, number>();
    for (const { why } of left) reasons.set(why, (reasons.get(why) ?? 0) + 1);
    const sorted = [...reasons].toSorted(([, a], [, b]) => b - a).map(([why, count]) => ({ why, count }));
    return ok({
      count: going.length,
      amount,
      hashTotal,
      projects: subtotals(going, ({ project }) => `${project.number} ${project.name}`.trim()),
      behind,
      signing: going.filter(isFirstSignature).length,
      warned: going.filter((row) => row.warns > 0).length,
      left: { count: left.length, reasons: sorted.slice(0, mostReasons) },
      undoSeconds: (await readCompany(tx, companyId)).profile.undoSecondsBulk,
      now: await readNow(tx),
    });
  },
});
