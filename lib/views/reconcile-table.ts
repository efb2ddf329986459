import { moneyColumn, type OutColumn } from "#lib/core/out-table.ts";
import {
  type Cause,
  type CellPart,
  causeNames,
  causes,
  type Measure,
  measureNames,
  measures,
} from "#lib/core/reconcile/measures.ts";
import type { Cell } from "#lib/core/reconcile/reconcile.ts";
import type { FigureRow, ReconcileRow } from "#lib/views/reconcile.ts";

/** The heading of every figure of a cell. */
export const partLabel = (part: CellPart): string =>
  part in causes
    ? causes[part as Cause].label
    : { procore: "Procore", sage: "Sage", unexplained: "Unexplained" }[part as "procore"];

export const figureOf = (cell: Cell, part: CellPart): string =>
  part in causes ? cell.causes[part as Cause] : cell[part as "procore" | "sage" | "unexplained"];

/** Reconcile as one table: a row for every project and measure, so that either can be filtered and summed. */
export type ReconcileLine = { readonly row: ReconcileRow; readonly measure: Measure };
export const linesOfRow = (row: ReconcileRow): readonly ReconcileLine[] =>
  measureNames.map((measure) => ({ row, measure }));

export function reconcileColumns(currency: string): readonly OutColumn<ReconcileLine>[] {
  const figure = (header: string, pick: (cell: Cell) => string): OutColumn<ReconcileLine> =>
    moneyColumn(header, { currency }, ({ row, measure }) => pick(row.cells[measure]));
  return [
    { header: "Project", kind: "text", value: ({ row }) => row.number },
    { header: "Name", kind: "text", width: 32, value: ({ row }) => row.name },
    { header: "Sage job", kind: "text", value: ({ row }) => row.job },
    { header: "Measure", kind: "text", value: ({ measure }) => measures[measure].label },
    figure("Procore", (cell) => cell.procore),
    figure("Sage", (cell) => cell.sage),
    figure("Difference", (cell) => cell.difference),
    ...causeNames.map((cause) => figure(causes[cause].label, (cell) => cell.causes[cause])),
    figure("Unexplained", (cell) => cell.unexplained),
    {
      header: "Sign-off",
      kind: "text",
      width: 28,
      value: ({ row: { seal } }) =>
        seal === null ? null : seal.state === "signed" ? seal.by : `Broken, was ${seal.by}`,
    },
  ];
}

/** The records behind one figure. */
export function figureColumns(currency: string): readonly OutColumn<FigureRow>[] {
  return [
    { header: "Record", kind: "text", width: 26, value: ({ label }) => label },
    { header: "Description", kind: "text", width: 40, value: ({ words }) => words },
    { header: "State", kind: "text", width: 18, value: ({ stateLabel }) => stateLabel },
    { header: "Sage id", kind: "text", width: 20, value: ({ sageId }) => sageId },
    moneyColumn("Procore", { currency }, ({ procore }) => procore),
    moneyColumn("Sage", { currency }, ({ sage }) => sage),
    moneyColumn("In the figure", { currency }, ({ amount }) => amount),
  ];
}
