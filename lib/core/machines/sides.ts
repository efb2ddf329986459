import type { Expectation } from "#lib/core/export-document.ts";
import { type Difference, rowName, type Verdict } from "#lib/core/machines/look.ts";

/** One value of a document as it was accepted, beside what Sage showed of it; `found` null: nobody has seen it. */
export type Side = {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly accepted: string;
  readonly found: string | null;
  readonly isDifferent: boolean;
};

/**
 * Both sides of a document whose outcome a person settles, what differs first. A look that found other values names all of
 * them: what it does not name was equal. Any other verdict has seen no value.
 */
export function sidesOf(expectations: readonly Expectation[], verdict: Verdict | null): readonly Side[] {
  const seen = verdict?.kind === "mismatch" || verdict?.kind === "conflict" ? verdict.differences : null;
  const named = new Map((seen ?? []).map((one) => [keyOf(one), one]));
  const sides = expectations.flatMap((expectation) =>
    expectation.rows.flatMap((values) => {
      const row = rowName(expectation, values);
      const { table } = expectation;
      const absent = named.get(keyOf({ table, row, column: "" }));
      return Object.keys(expectation.columns).map((column): Side => {
        const accepted = values[column] ?? "";
        const other = absent?.expected === "a row" ? { found: "" } : named.get(keyOf({ table, row, column }));
        named.delete(keyOf({ table, row, column }));
        const found = seen === null ? null : (other?.found ?? accepted);
        return { table, row, column, accepted, found, isDifferent: other !== undefined };
      });
    }),
  );
  const rest = [...named.values()].map(sideOf);
  return [...rest, ...sides].toSorted((a, b) => Number(b.isDifferent) - Number(a.isDifferent));
}

/** Takes what differs, returns both its sides. */
export function sideOf({ table, row, column, expected, found }: Difference): Side {
  return { table, row, column, accepted: expected, found, isDifferent: true };
}

const keyOf = ({ table, row, column }: Pick<Side, "table" | "row" | "column">) => [table, row, column].join("\u0000");
