import { toScale } from "#lib/core/money.ts";
import type { OutColumn } from "#lib/core/out-table.ts";
import {
  addedLabels,
  fates,
  missing,
  type RehearsalCell,
  type RehearsedMeasure,
  rehearsedMeasureIds,
  rehearsedMeasures,
} from "#lib/core/rehearsal.ts";
import type { RehearsalItem, RehearsalRow } from "#lib/views/rehearsal.ts";

/** The rehearsal as one table: a row for every project and measure. */
export type RehearsalLine = { readonly row: RehearsalRow; readonly measure: RehearsedMeasure };
export const rehearsalLines = (row: RehearsalRow): readonly RehearsalLine[] =>
  rehearsedMeasureIds.map((measure) => ({ row, measure }));

/** Opening, what comes and what there would be; then what is left out of it. A measure has blanks where it has no such part. */
export function rehearsalColumns(currency: string): readonly OutColumn<RehearsalLine>[] {
  const figure = (header: string, pick: (cell: RehearsalCell) => string | null): OutColumn<RehearsalLine> => ({
    header: `${header}, ${currency}`,
    kind: "money",
    width: 18,
    hasTotal: true,
    value: ({ row, measure }) => pick(row.cells[measure]),
  });
  const kinds = Object.keys(addedLabels) as (keyof typeof addedLabels)[];
  return [
    { header: "Project", kind: "text", value: ({ row }) => row.number },
    { header: "Name", kind: "text", width: 32, value: ({ row }) => row.name },
    { header: "Sage job", kind: "text", value: ({ row }) => row.job },
    { header: "Measure", kind: "text", value: ({ measure }) => rehearsedMeasures[measure].label },
    figure("Sage now", (cell) => cell.opening),
    figure("On the way", (cell) => cell.released),
    ...kinds.map((kind) => figure(addedLabels[kind], (cell) => cell.adds[kind] ?? null)),
    figure("Sage then", (cell) => cell.closing),
    ...missing.map((fate) =>
      figure(`Not there: ${fates[fate].label}`, (cell) => cell.left[fate as keyof typeof cell.left]),
    ),
  ];
}

/** The items behind a figure of the rehearsal. */
export function rehearsalItemColumns(currency: string): readonly OutColumn<RehearsalItem>[] {
  return [
    { header: "Item", kind: "text", width: 26, value: ({ label }) => label },
    { header: "Title", kind: "text", width: 36, value: ({ title }) => title },
    { header: "Project", kind: "text", width: 28, value: ({ place }) => place },
    { header: "State", kind: "text", width: 18, value: ({ stateLabel }) => stateLabel },
    { header: "What becomes of it", kind: "text", width: 20, value: ({ fateLabel }) => fateLabel },
    { header: "Why", kind: "text", width: 60, value: ({ words }) => words || null },
    { header: "Accounting date", kind: "date", value: ({ booked }) => booked },
    { header: "Next open date", kind: "date", value: ({ nextOpen }) => nextOpen },
    {
      header: `Amount, ${currency}`,
      kind: "money",
      width: 18,
      hasTotal: true,
      value: ({ amount }) => toScale(amount, 2),
    },
    {
      header: `Retainage, ${currency}`,
      kind: "money",
      width: 18,
      hasTotal: true,
      value: ({ retainage }) => toScale(retainage, 2),
    },
  ];
}
