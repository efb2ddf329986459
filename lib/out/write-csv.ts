import { csvOf } from "#lib/core/csv.ts";
import { cellText, type OutTable } from "#lib/core/out-table.ts";

/** What a spreadsheet may take for a formula at the start of text, also behind blanks that it drops. */
const formula = /^\s*[=+\-@\t\r]/;

/**
 * The table as CSV: UTF-8 with byte order mark, CRLF, ISO dates, minus signs, no totals. Text that a spreadsheet would run
 * as a formula gets an apostrophe in front; figures and dates go as they are.
 */
export function writeCsv<Row>({ columns, rows }: OutTable<Row>): string {
  const cells = rows.map((row) =>
    columns.map((column) => {
      const text = cellText(column, row) ?? "";
      return column.kind === "text" ? neutral(text) : text;
    }),
  );
  return csvOf([columns.map(({ header }) => header), ...cells]);
}

const neutral = (text: string): string => (formula.test(text) ? `'${text}` : text);
