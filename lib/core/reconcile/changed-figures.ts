import { isEqual, type Money } from "#lib/core/money.ts";
import { causeNames, causes, type Measure, measureNames, measures } from "#lib/core/reconcile/measures.ts";
import type { Cell, Cells } from "#lib/core/reconcile/reconcile.ts";

export type ChangedFigure = { readonly label: string; readonly before: Money; readonly now: Money };

/** Every figure of a cell under its heading, in the order of the screen; the difference follows from the others. */
function figuresOf(cell: Cell): readonly (readonly [string, Money])[] {
  return [
    ["Procore", cell.procore],
    ["Sage", cell.sage],
    ...causeNames.map((cause) => [causes[cause].label, cell.causes[cause]] as const),
    ["Unexplained", cell.unexplained],
  ];
}

/** What is no longer as it was signed: the figures that differ, under measure and heading. */
export function changedFigures(signed: Cells, now: Cells): readonly ChangedFigure[] {
  return measureNames.flatMap((measure: Measure) => {
    const before = figuresOf(signed[measure]);
    return figuresOf(now[measure]).flatMap(([label, value], index) => {
      const was = before[index]?.[1] ?? "0";
      return isEqual(was, value) ? [] : [{ label: `${measures[measure].label}, ${label}`, before: was, now: value }];
    });
  });
}
