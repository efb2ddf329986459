import type { LineColumn } from "#lib/core/difference.ts";

export type ScheduleColumn = {
  readonly id: LineColumn;
  readonly label: string;
  readonly isFigure?: true;
  readonly isText?: true;
};

/** The columns of a schedule of values, wherever lines are shown, in their order. */
export const scheduleColumns: readonly ScheduleColumn[] = [
  { id: "number", label: "No." },
  { id: "extra", label: "Extra" },
  { id: "costCode", label: "Cost code" },
  { id: "category", label: "Cat." },
  { id: "description", label: "Description", isText: true },
  { id: "quantity", label: "Qty", isFigure: true },
  { id: "unit", label: "Unit" },
  { id: "unitCost", label: "Unit cost", isFigure: true },
  { id: "amount", label: "Amount", isFigure: true },
  { id: "retainage", label: "Retainage", isFigure: true },
];

/** Decimals that a figure of the column has at least: money two, quantities and rates none. */
export function leastDecimals(id: LineColumn): number {
  return id === "quantity" || id === "retainage" ? 0 : 2;
}
