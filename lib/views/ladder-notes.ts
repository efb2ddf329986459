import type { Rung, RungTotals } from "#lib/core/ladder.ts";
import type { Money } from "#lib/core/money.ts";
import type { LadderRung } from "#lib/views/screens.ts";

/** The companies that the documents of a project name, by their links. */
type Vendors = {
  readonly linked: number;
  readonly unlinked: number;
  readonly amount: Money;
  readonly oldestAt: string | null;
};

/** What the counts of a rung do not say, and the counts of the rung that has none of its own: companies belong to no project. */
export function rungNote(totals: RungTotals, job: string | null, vendors: Vendors): Partial<LadderRung> & Note {
  if (totals.rung !== "vendors") return { note: totals.rung === "job" ? jobNote(job) : emptyNote(totals) };
  const { linked, unlinked, amount, oldestAt } = vendors;
  const count = linked + unlinked;
  return {
    note: count === 0 ? "No company is named yet" : `${linked} of ${count} linked to Sage`,
    ...{ count, synced: linked, blocked: unlinked, amount, open: amount, oldestAt },
  };
}
type Note = Pick<LadderRung, "note">;

const jobNote = (job: string | null) => (job === null ? "No job in Sage yet" : `Sage job ${job}`);
const nothing: Partial<Record<Rung, string>> = { codes: "Nothing beyond the codes of the job" };
const emptyNote = ({ rung, count }: RungTotals) => (count === 0 ? (nothing[rung] ?? "Nothing in Procore yet") : null);
