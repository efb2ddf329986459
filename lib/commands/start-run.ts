import { defineCommand } from "#lib/commands/define-command.ts";
import { toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { addRun, type RunItem, readOpenRun, readRun } from "#lib/db/accept-runs.ts";
import { readCompany } from "#lib/db/facts.ts";
import { releaseTime } from "#lib/preflight/release-time.ts";
import { planRun, type RunPlan } from "#lib/preflight/run-plan.ts";
import { StartRun } from "#lib/views/accept-runs.ts";
import type { InboxRow } from "#lib/views/inbox.ts";

type Started = Outcome<{ number: number }>;

/**
 * Decides to accept everything in view: what is there now is stored as it was seen, with its versions and bytes, and the worker
 * accepts it part by part, with one accounting date where one was chosen. Refused when the totals are not those that were
 * shown, when the date's period is closed, and while another run is on.
 */
export const startRun = defineCommand({
  name: "run.start",
  needs: "export.decide",
  input: StartRun,
  touches: ["inbox.page", "run.page", "run.list"],
  async run({ tx, companyId, actor }, { runId, view, seen, releaseAt = null, dating = null }): Promise<Started> {
    if (actor.kind !== "person") return refuse("run.unknown");
    const same = await readRun(tx, companyId, runId);
    if (same) return same.personId === actor.personId ? ok({ number: same.number }) : refuse("run.unknown");
    const open = await readOpenRun(tx, companyId);
    if (open) return refuse("run.under_way", { number: String(open.number), name: open.by });
    const at = await releaseTime(tx, companyId, seen.count, releaseAt);
    if (!at.ok) return at;
    const plan = await planRun(tx, companyId, actor, view, dating?.date ?? null);
    if (!plan.ok) return plan;
    const { going, amount, hashTotal, denied, changing } = plan.value;
    if (going.length === 0) return denied ? { ok: false, refusal: denied } : refuse("run.empty");
    const { currency } = await readCompany(tx, companyId);
    if (going.length !== seen.count || hashTotal !== seen.hashTotal || changing !== (dating?.changing ?? 0)) {
      const total = `${toScale(amount, 2)} ${currency}`;
      return refuse("run.moved", { count: `${going.length.toLocaleString("en-US")} items`, amount: total });
    }
    const totals = { count: going.length, amount, currency, hashTotal };
    const run = { id: runId, ...totals, releaseAt, dating, items: itemsOf(plan.value) };
    const number = await addRun(tx, companyId, actor, run);
    return number === null ? refuse("run.under_way", { number: "", name: "somebody else" }) : ok({ number });
  },
});

function itemsOf({ going, left }: RunPlan): readonly RunItem[] {
  const item = (row: InboxRow, why: string | null): RunItem => {
    const { id: itemId, version, revisionId, documentSha256: sha256, number, title } = row;
    return { itemId, version, revisionId, sha256, number, title, why };
  };
  return [...going.map((row) => item(row, null)), ...left.map(({ row, why }) => item(row, why))];
}
