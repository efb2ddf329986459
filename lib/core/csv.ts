/** By it spreadsheets know UTF-8; the first character of a file. */
export const byteOrderMark = "\uFEFF";

/** One row as CSV (RFC 4180): CRLF, quotes where they are needed. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(",")}\r\n`;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows whose kinds are not known as a file: what a spreadsheet would take for a formula gets an apostrophe before it. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return byteOrderMark + rows.map((cells) => csvLine(cells.map(neutral))).join("");
}

function neutral(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}

/**
 * The rows of a CSV file, with the line each begins on (from 1); blank lines are left out and the apostrophe that `toCsv`
 * puts before formulas is taken off. Null when a quote is not closed.
 */
export function parseCsv(text: string): readonly { readonly line: number; readonly cells: readonly string[] }[] | null {
  const found: { line: number; cells: string[] }[] = [];
  const body = text.replace(/^\uFEFF/, "");
  let [line, at] = [1, 0];
  while (at < body.length) {
    const row = { line, cells: [] as string[] };
    for (let isOpen = true; isOpen; ) {
      const read = readCell(body, at);
      if (read === null) return null;
      row.cells.push(read.value.replace(/^'(?=[=+\-@])/, ""));
      line += (body.slice(at, read.end).match(/\n/g) ?? []).length;
      at = read.end;
      isOpen = body[at] === ",";
      if (isOpen) at += 1;
    }
    if (body[at] === "\r") at += 1;
    if (body[at] === "\n") at += 1;
    line += 1;
    if (row.cells.some((value) => value.trim() !== "")) found.push(row);
  }
  return found;
}

function readCell(body: string, start: number): { value: string; end: number } | null {
  if (body[start] !== '"') {
    const [plain = ""] = /^[^,\r\n]*/.exec(body.slice(start, start + 10_000)) ?? [];
    return { value: plain, end: start + plain.length };
  }
  let value = "";
  for (let at = start + 1; at < body.length; at += 1) {
    if (body[at] !== '"') value += body[at];
    else if (body[at + 1] === '"') {
      value += '"';
      at += 1;
    } else return { value, end: at + 1 };
  }
  return null;
}
