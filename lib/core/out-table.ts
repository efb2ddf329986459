import { toScale } from "#lib/core/money.ts";
import { zoneFormat } from "#lib/core/zone-format.ts";

/**
 * A table as it leaves the product, whatever the format. Cells are text: money is a decimal string with two decimals, a
 * figure one with as many as it has, a date YYYY-MM-DD, a time "YYYY-MM-DD HH:MM:SS" by one clock, a count whole
 * digits; null is "no value", which is not zero.
 */
export type OutKind = "text" | "money" | "figure" | "date" | "time" | "count";
/** What headings need to know: the company's currency, and the zone in which whoever asks reads times. */
export type OutCompany = { readonly currency: string; readonly timeZone: string };
export type OutColumn<Row> = {
  readonly header: string;
  readonly kind: OutKind;
  /** Width in characters where a sheet has widths; left out: 14. */
  readonly width?: number;
  /** Summed in the last row of a sheet; money and counts only. */
  readonly hasTotal?: true;
  readonly value: (row: Row) => string | null;
};
/** What the reader must know about a table: filters, time, person. */
export type OutAbout = readonly (readonly [label: string, value: string])[];
export type OutTable<Row> = {
  /** The sheet's name and, with the day, the file's: letters, digits and blanks, 25 at most. */
  readonly name: string;
  readonly columns: readonly OutColumn<Row>[];
  /** All rows, part by part: nobody has to hold them all. Walked once. */
  readonly parts: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
  /** Asked behind the last row. */
  readonly about: () => OutAbout;
};
/** A sheet holds no more rows, the heading and the line of totals among them: Excel ends there. */
export const mostSheetRows = 1_048_576;

const shapes: Readonly<Record<OutKind, RegExp | null>> = {
  text: null,
  money: /^-?\d{1,15}\.\d{2}$/,
  figure: /^-?\d{1,15}(\.\d{1,10})?$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/,
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

/** Swedish writes ISO. */
const clockOf = zoneFormat("sv-SE", { dateStyle: "short", timeStyle: "medium" });

/** An instant as the cell of a time column: "2026-05-31 09:05:07" in the zone. */
export function wallClock(instant: string, timeZone: string): string {
  return clockOf(timeZone).format(new Date(instant));
}

/** A column of instants; its heading says by which clock. */
export function timeColumn<Row>(
  header: string,
  { timeZone }: OutCompany,
  instantOf: (row: Row) => string | null,
): OutColumn<Row> {
  return {
    header: `${header}, ${timeZone}`,
    kind: "time",
    width: 20,
    value: (row) => {
      const instant = instantOf(row);
      return instant === null ? null : wallClock(instant, timeZone);
    },
  };
}

/**
 * A column of amounts; its heading says in which currency. Takes amounts of any scale, or null for "no value"; they leave with two
 * decimals. Summed in a sheet unless said otherwise: an amount that is told row by row has no sum.
 */
export function moneyColumn<Row>(
  header: string,
  { currency }: Pick<OutCompany, "currency">,
  amountOf: (row: Row) => string | null,
  { isSummed = true }: { readonly isSummed?: boolean } = {},
): OutColumn<Row> {
  return {
    header: `${header}, ${currency}`,
    kind: "money",
    width: 18,
    ...(isSummed ? { hasTotal: true } : {}),
    value: (row) => {
      const amount = amountOf(row);
      return amount === null ? null : toScale(amount, 2);
    },
  };
}
