import { byteOrderMark, csvLine } from "#lib/core/csv.ts";
import { cellText, type OutTable } from "#lib/core/out-table.ts";

/** What a spreadsheet may take for a formula at the start of text, also behind blanks that it drops. */
const formula = /^\s*[=+\-@\t\r]/;

/**
 * The table as CSV, in pieces as the rows come: UTF-8 with byte order mark, CRLF, ISO dates, minus signs, no totals. Text that a
 * spreadsheet would run as a formula gets an apostrophe in front; figures and dates go as they are.
 */
export async function* writeCsv<Row>({ columns, parts }: OutTable<Row>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(byteOrderMark + csvLine(columns.map(({ header }) => header)));
  for await (const rows of parts) {
    const lines = rows.map((row) =>
      csvLine(
        columns.map((column) => {
          const text = cellText(column, row) ?? "";
          return column.kind === "text" ? neutral(text) : text;
        }),
      ),
    );
    if (lines.length > 0) yield encoder.encode(lines.join(""));
  }
}

const neutral = (text: string): string => (formula.test(text) ? `'${text}` : text);
