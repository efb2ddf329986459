/**
 * A table as it leaves the product, whatever the format. Cells are text: money is a decimal string with two decimals, a
 * date YYYY-MM-DD, a count whole digits; null is "no value", which is not zero.
 */
export type OutKind = "text" | "money" | "date" | "count";
export type OutColumn<Row> = {
  readonly header: string;
  readonly kind: OutKind;
  /** Width in characters where a sheet has widths; left out: 14. */
  readonly width?: number;
  /** Summed in the last row of a sheet; money and counts only. */
  readonly hasTotal?: true;
  readonly value: (row: Row) => string | null;
};
export type OutTable<Row> = {
  /** The sheet's name and, with the day, the file's: letters, digits and blanks, 25 at most. */
  readonly name: string;
  readonly columns: readonly OutColumn<Row>[];
  readonly rows: readonly Row[];
  /** What the reader must know about it: filters, time, person. */
  readonly about: readonly (readonly [label: string, value: string])[];
};

const shapes: Readonly<Record<OutKind, RegExp | null>> = {
  text: null,
  money: /^-?\d{1,15}\.\d{2}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  count: /^-?\d{1,15}$/,
};

/** The cell's text. Throws on one that its kind cannot be: a figure must never leave as text, nor text as a figure. */
export function cellText<Row>(column: OutColumn<Row>, row: Row): string | null {
  const value = column.value(row);
  const shape = shapes[column.kind];
  if (value !== null && shape && !shape.test(value))
    throw new TypeError(`${column.header}: not a ${column.kind}: ${JSON.stringify(value.slice(0, 40))}`);
  return value;
}
