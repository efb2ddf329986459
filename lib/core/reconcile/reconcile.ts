import { type Money, negate, subtract, sum, toScale } from "#lib/core/money.ts";
import {
  type Cause,
  type Counterpart,
  causeNames,
  countsIn,
  type Measure,
  measureNames,
} from "#lib/core/reconcile/measures.ts";
import type { ItemState } from "#lib/core/workflow.ts";

/** The two amounts of a document: gross, and what is held of it ("0" where nothing is held). Money with two decimals. */
export type Amounts = { readonly amount: Money; readonly retainage: Money };

/**
 * One document, or several that are alike, as both sides have it. Sums of strands are strands: splitting one that was
 * summed by the database gives the sum of what its documents give.
 */
export type Strand = {
  readonly counterpart: Counterpart;
  readonly state: ItemState;
  /** Read back equal from Sage at least once, and not unlinked since. */
  readonly isProved: boolean;
  /** Sage was read after the proof: what the mirror shows is no older than it. */
  readonly isRead: boolean;
  /** The document's own date, and the accounting date that it has in Sage, are within the period. */
  readonly isDated: boolean;
  readonly isBooked: boolean;
  /** What Procore says now; zero for what is not approved or is gone there. */
  readonly procore: Amounts;
  /** What was accepted, written and proved; zero before. */
  readonly sent: Amounts;
  /** What Sage shows now; zero where it shows nothing. */
  readonly sage: Amounts;
  /** Sage now less what was proved, as drift watch found it; zero where it found nothing. */
  readonly moved: Amounts;
};

/** What Sage holds of one project, by measure, however it came there. */
export type SageTotals = Readonly<Record<Measure, Money>>;

export type Cell = {
  readonly procore: Money;
  readonly sage: Money;
  readonly difference: Money;
  readonly causes: Readonly<Record<Cause, Money>>;
  readonly unexplained: Money;
};
export type Cells = Readonly<Record<Measure, Cell>>;

type Split = { readonly procore: Money; readonly sage: Money; readonly causes: Partial<Record<Cause, Money>> };

const waits: Readonly<Record<ItemState, Cause>> = {
  not_sent: "not_sent",
  retrieved: "not_sent",
  rejected: "not_sent",
  ready: "waiting",
  outbox: "outbox",
  exporting: "in_flight",
  unknown: "in_flight",
  held: "failed",
  failed: "failed",
  synced: "changed_in_procore",
};

/** What one strand adds to both sides of a measure, and the causes of its difference; what they leave is unexplained. */
export function split(strand: Strand, part: keyof Amounts): Split {
  const procore = strand.isDated ? strand.procore[part] : "0";
  const sage = strand.isBooked ? strand.sage[part] : "0";
  const difference = subtract(procore, sage);
  if (!strand.isProved) return { procore, sage, causes: { [waits[strand.state]]: difference } };
  if (strand.isDated !== strand.isBooked) return { procore, sage, causes: { outside_period: difference } };
  if (!strand.isDated) return { procore, sage, causes: {} };
  const sent = strand.sent[part];
  const here: Partial<Record<Cause, Money>> = { [waits[strand.state]]: subtract(procore, sent) };
  const there = strand.isRead
    ? { changed_in_sage: negate(strand.moved[part]) }
    : { in_flight: sum([here.in_flight ?? "0", subtract(sent, sage)]) };
  return { procore, sage, causes: { ...here, ...there } };
}

/** What the strand leaves unexplained: a document whose sides differ although nobody changed either. */
export function residueOf(strand: Strand, part: keyof Amounts): Money {
  const { procore, sage, causes } = split(strand, part);
  return subtract(subtract(procore, sage), sum(Object.values(causes)));
}

const cents = (value: Money): Money => toScale(value, 2);

/**
 * Both totals of every measure, their difference and its causes. `sage` are totals of Sage's own tables and `foreign` what of
 * them belongs to no document of Procore: both are read apart from the strands, so that a record that is counted twice or
 * not at all shows as unexplained instead of vanishing. The causes and `unexplained` add up to the difference, always.
 */
export function reconcile(strands: readonly Strand[], sage: SageTotals, foreign: SageTotals): Cells {
  const found = new Map<Measure, Split[]>(measureNames.map((measure) => [measure, []]));
  for (const strand of strands)
    for (const { measure, part } of countsIn[strand.counterpart]) found.get(measure)?.push(split(strand, part));
  return Object.fromEntries(
    measureNames.map((measure) => [measure, cellOf(found.get(measure) ?? [], sage[measure], foreign[measure])]),
  ) as Cells;
}

function cellOf(parts: readonly Split[], sage: Money, foreign: Money): Cell {
  const procore = cents(sum(parts.map((part) => part.procore)));
  const difference = cents(subtract(procore, sage));
  const causes = Object.fromEntries(
    causeNames.map((cause) => [cause, cents(sum(parts.map((part) => part.causes[cause] ?? "0")))]),
  ) as Record<Cause, Money>;
  causes.unlinked = cents(subtract(causes.unlinked, foreign));
  const unexplained = cents(subtract(difference, sum(Object.values(causes))));
  return { procore, sage: cents(sage), difference, causes, unexplained };
}

/** The sum of cells, figure by figure: the totals under a list. */
export function addCells(cells: readonly Cell[]): Cell {
  const total = (pick: (cell: Cell) => Money): Money => cents(sum(cells.map(pick)));
  return {
    procore: total((cell) => cell.procore),
    sage: total((cell) => cell.sage),
    difference: total((cell) => cell.difference),
    causes: Object.fromEntries(causeNames.map((cause) => [cause, total((cell) => cell.causes[cause])])) as Record<
      Cause,
      Money
    >,
    unexplained: total((cell) => cell.unexplained),
  };
}

/** What a sign-off seals, as canonical text: every figure of a project up to the day, in the order of the screen. */
export function sealText(projectId: string, upTo: string, cells: Cells): string {
  const figures = measureNames.map((measure) => {
    const { procore, sage, causes, unexplained } = cells[measure];
    return [measure, procore, sage, ...causeNames.map((cause) => causes[cause]), unexplained];
  });
  return JSON.stringify([projectId, upTo, figures]);
}
