import { isZero, type Money, negate, subtract, sum, toScale } from "#lib/core/money.ts";
import { type CellPart, type Counterpart, countsIn, type Measure } from "#lib/core/reconcile/measures.ts";
import { type Amounts, type Cell, residueOf, type Strand, split } from "#lib/core/reconcile/reconcile.ts";

/** One record of Sage on the project's job; `itemId` where a document of Procore became it. */
export type HeldRecord = Amounts & {
  readonly counterpart: Counterpart;
  readonly key: string;
  readonly description: string;
  readonly isOwn: boolean;
  readonly itemId: string | null;
  /** Its accounting date is within the period, or it has none. */
  readonly isBooked: boolean;
};
/** Sage's totals of one combination of the job: estimates with approved changes, and job-to-date cost. */
export type CodeTotals = {
  readonly extra: string;
  readonly costCode: string;
  readonly category: string;
  readonly description: string;
  readonly estimate: Money;
  readonly cost: Money;
};
type Document = { readonly id: string; readonly strand: Strand };

/** A line behind a figure: a document, a record of Sage or a code of the job, with what it adds to the figure. */
export type FigureLine<D extends Document> =
  | { readonly kind: "document"; readonly document: D; readonly amount: Money }
  | { readonly kind: "sage"; readonly record: HeldRecord; readonly amount: Money }
  | { readonly kind: "code"; readonly code: CodeTotals; readonly amount: Money }
  /** What no line shows: a record that counts twice on one side, or not at all. */
  | { readonly kind: "rest"; readonly amount: Money };

type Sides<D extends Document> = {
  readonly documents: readonly D[];
  readonly held: readonly HeldRecord[];
  readonly codes: readonly CodeTotals[];
};

/** Measures that Sage keeps as totals by code, where records are only a part. */
const totalOf = { budget: "estimate", job_cost: "cost" } as const satisfies Partial<Record<Measure, keyof CodeTotals>>;
const isTotal = (measure: Measure): measure is keyof typeof totalOf => measure in totalOf;

/** The lines that add up to one figure of a cell, those of zero left out; whatever they miss is a line of its own. */
export function figureLines<D extends Document>(
  sides: Sides<D>,
  measure: Measure,
  part: CellPart,
  cell: Cell,
): readonly FigureLine<D>[] {
  const lines = linesOf(sides, measure, part)
    .map((line) => ({ ...line, amount: toScale(line.amount, 2) }))
    .filter(({ amount }) => !isZero(amount));
  const figure = part in cell.causes ? cell.causes[part as keyof Cell["causes"]] : cell[part as "procore"];
  const rest = toScale(subtract(figure, sum(lines.map(({ amount }) => amount))), 2);
  return isZero(rest) ? lines : [...lines, { kind: "rest", amount: rest }];
}

function linesOf<D extends Document>(sides: Sides<D>, measure: Measure, part: CellPart): FigureLine<D>[] {
  if (part === "sage") return sageLines(sides, measure);
  if (part === "unlinked") return foreignLines(sides, measure);
  return documentLines(sides, measure, (strand, amounts) => {
    if (part === "unexplained") return residueOf(strand, amounts);
    const found = split(strand, amounts);
    return part === "procore" ? found.procore : (found.causes[part] ?? "0");
  });
}

function documentLines<D extends Document>(
  { documents }: Sides<D>,
  measure: Measure,
  amountOf: (strand: Strand, part: keyof Amounts) => Money,
): FigureLine<D>[] {
  return documents.flatMap((document): FigureLine<D>[] => {
    const counted = countsIn[document.strand.counterpart].find((one) => one.measure === measure);
    return counted ? [{ kind: "document", document, amount: amountOf(document.strand, counted.part) }] : [];
  });
}

const recordsOf = <D extends Document>({ held }: Sides<D>, measure: Measure) =>
  held.flatMap((record) => {
    const counted = countsIn[record.counterpart].find((one) => one.measure === measure);
    return counted ? [{ record, amount: record[counted.part] }] : [];
  });

function codeLines<D extends Document>({ codes }: Sides<D>, measure: keyof typeof totalOf): FigureLine<D>[] {
  return codes.map((code) => ({ kind: "code", code, amount: code[totalOf[measure]] }));
}

/** Documents whose estimates are in Sage's totals, or invoices among its costs; `only` picks by the period. */
function shares<D extends Document>(
  sides: Sides<D>,
  measure: keyof typeof totalOf,
  only: (isBooked: boolean) => boolean,
) {
  if (totalOf[measure] === "cost")
    return recordsOf(sides, measure).flatMap(({ record, amount }): FigureLine<D>[] =>
      only(record.isBooked) && (record.isOwn || !record.isBooked) ? [{ kind: "sage", record, amount }] : [],
    );
  return documentLines(sides, measure, (strand) => (only(strand.isBooked) ? strand.sage.amount : "0"));
}

const minus = <L extends { readonly amount: Money }>(line: L): L => ({ ...line, amount: negate(line.amount) });

function sageLines<D extends Document>(sides: Sides<D>, measure: Measure): FigureLine<D>[] {
  if (isTotal(measure))
    return [...codeLines(sides, measure), ...shares(sides, measure, (isBooked) => !isBooked).map(minus)];
  return recordsOf(sides, measure)
    .filter(({ record }) => record.isBooked)
    .map(({ record, amount }) => ({ kind: "sage", record, amount }));
}

function foreignLines<D extends Document>(sides: Sides<D>, measure: Measure): FigureLine<D>[] {
  if (isTotal(measure)) return [...codeLines(sides, measure).map(minus), ...shares(sides, measure, () => true)];
  return recordsOf(sides, measure)
    .filter(({ record }) => record.isBooked && !record.isOwn)
    .map(({ record, amount }) => ({ kind: "sage", record, amount: negate(amount) }));
}
