import { ladderOf, paceOf, type RungTotals, rungs } from "#lib/core/ladder.ts";
import type { Tx } from "#lib/db/database.ts";
import { type ProjectVendors, readPaces, readProjectVendors, readTypeCounts, type TypePace } from "#lib/db/ladder.ts";
import { recordType } from "#lib/records/registry.ts";
import { rungNote } from "#lib/views/ladder-notes.ts";
import type { LadderRung } from "#lib/views/screens.ts";

type Place = { readonly id: string; readonly job: string | null };

/** The rungs of a project as they are now, in order, with what the company's documents usually take. */
export async function readRungs(tx: Tx, companyId: string, { id, job }: Place): Promise<readonly LadderRung[]> {
  const counts = await readTypeCounts(tx, companyId, id);
  const vendors = await readProjectVendors(tx, companyId, id);
  const paces = await readPaces(tx, companyId);
  const ladder = ladderOf(counts.map((one) => ({ ...one, rung: recordType(one.recordType).rung })));
  return ladder.map((totals) => toRung(totals, { job, vendors, paces }));
}

type Around = { readonly job: string | null; readonly vendors: ProjectVendors; readonly paces: readonly TypePace[] };

function toRung(totals: RungTotals, { job, vendors, paces }: Around): LadderRung {
  const own = paces.filter((pace) => recordType(pace.recordType).rung === totals.rung);
  const parts = { id: totals.rung, label: rungs[totals.rung], pace: paceOf(own) };
  return { ...parts, ...totals, ...rungNote(totals, job, vendors) };
}
