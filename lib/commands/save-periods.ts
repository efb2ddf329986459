import { sql } from "drizzle-orm";
import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Period, periodsProblem, periodWords } from "#lib/core/periods.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { markForCheck } from "#lib/db/items.ts";
import { readPeriods, writePeriods } from "#lib/db/periods.ts";
import { SavePeriods } from "#lib/views/inputs.ts";

/** Saves the accounting periods as a whole, over those that were seen; every undecided item is checked again. */
export const savePeriods = defineCommand({
  name: "settings.save_periods",
  needs: "settings.change",
  input: SavePeriods,
  touches: ["settings.view", "inbox.page"],
  async run({ tx, companyId, actor }, { periods, seen, note }): Promise<Outcome<{ count: number }>> {
    await tx.execute(sql`select 1 from company where id = ${companyId} for update`);
    const before = wordsOf(await readPeriods(tx, companyId));
    if (before.join() !== wordsOf(seen).join()) return refuse("periods.moved");
    const problem = periodsProblem(periods);
    if (problem !== null) return refuse("input.invalid", { field: "Periods", problem });
    const after = wordsOf(periods);
    if (before.join() === after.join()) return ok({ count: periods.length });
    await writePeriods(tx, companyId, periods);
    await appendAudit(tx, companyId, actor, [{ event: { kind: "periods.changed", note, before, after } }]);
    await markForCheck(tx, companyId, { all: true });
    await tx.execute(sql`select ring('items.check', ${companyId}::uuid, 'all')`);
    return ok({ count: periods.length });
  },
});

function wordsOf(periods: readonly Period[]): readonly string[] {
  return periods.toSorted((a, b) => a.firstDay.localeCompare(b.firstDay)).map(periodWords);
}
