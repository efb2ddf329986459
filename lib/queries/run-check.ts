import { subtotals } from "#lib/core/batch.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readPeriods } from "#lib/db/periods.ts";
import { planRun, type RunPlan } from "#lib/preflight/run-plan.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { byDay } from "#lib/views/accept-check.ts";
import { isFirstSignature } from "#lib/views/accept-plan.ts";
import { type RunCheck, RunCheckInput, type RunDates } from "#lib/views/accept-runs.ts";

const mostReasons = 20;

/** What accepting everything in view would do, with one accounting date where one is asked for: control totals, days, what stays and why. */
export const runCheck = defineQuery({
  name: "run.check",
  needs: "inbox.read",
  input: RunCheckInput,
  async run({ tx, companyId, actor }, { date = null, ...view }): Promise<Outcome<RunCheck>> {
    const plan = await planRun(tx, companyId, actor, view, date);
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
      dates: { ...datesOf(plan.value, date), periods: await readPeriods(tx, companyId) },
      undoSeconds: (await readCompany(tx, companyId)).profile.undoSecondsBulk,
      now: await readNow(tx),
    });
  },
});

function datesOf({ going, booked, changing, freed }: RunPlan, date: string | null): Omit<RunDates, "periods"> {
  const goes = new Set(going.map(({ id }) => id));
  const dated = booked.filter(({ id }) => goes.has(id));
  return {
    days: byDay(dated.map(({ day, ledger }) => ({ day: date ?? day, ledger }))),
    without: going.length - dated.length,
    targets: booked.length,
    books: [...new Set(booked.map(({ ledger }) => ledger))],
    changing,
    freed,
  };
}
