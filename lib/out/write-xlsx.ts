import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { type Money, sum } from "#lib/core/money.ts";
import { cellText, mostSheetRows, type OutAbout, type OutColumn, type OutTable } from "#lib/core/out-table.ts";
import {
  columnName,
  fixedParts,
  sheetEnd,
  sheetStart,
  styleOf,
  textCell,
  workbookXml,
  xmlText,
} from "#lib/out/xlsx-parts.ts";

const plainWidth = 14;
const aboutWidths = [22, 80];
const dayMs = 86_400_000;
/** Excel counts days from here; before March 1900 it counts one that never was. */
const [dayZero, firstDay] = [Date.UTC(1899, 11, 30), Date.UTC(1900, 2, 1)];

/** A sheet has no room for another row and its totals. */
export class SheetFull extends Error {}

/**
 * The table as a workbook, in pieces as the rows come: real numbers and dates, a frozen heading with filters, totals by formula
 * under it that follow the filters, and a sheet *About*. A sheet's numbers are floating point by nature; two decimals of 15
 * digits stay exact in them. Throws SheetFull where there are more rows than a sheet has.
 */
export async function* writeXlsx<Row>(table: OutTable<Row>, most = mostSheetRows): AsyncGenerator<Uint8Array> {
  const range = { last: 1, most };
  const filtered = () => `A1:${columnName(table.columns.length - 1)}${range.last}`;
  let failure: { readonly error: unknown } | null = null;
  // A failure ends the sheet, and is thrown behind its last byte: streams that break off inside each other tell it to nobody.
  async function* sheetOrFailure() {
    try {
      yield* tableSheet(table, range, filtered);
    } catch (error) {
      failure = { error };
    }
  }
  const sheet = Readable.from(sheetOrFailure(), { objectMode: false });
  const zip = new ZipFile();
  for (const [path, xml] of fixedParts(table.name)) zip.addBuffer(Buffer.from(xml), path);
  zip.addReadStream(sheet, "xl/worksheets/sheet1.xml");
  // Written behind the sheet: only then its last row is known.
  const later = (path: string, xml: () => string) =>
    zip.addReadStreamLazy(path, (give) => give(null, Readable.from([Buffer.from(xml())], { objectMode: false })));
  later("xl/workbook.xml", () => workbookXml(table.name, filtered()));
  later("xl/worksheets/sheet2.xml", () => aboutSheet(table.about()));
  zip.end();
  try {
    for await (const piece of zip.outputStream) yield piece as Uint8Array;
  } finally {
    // Whoever stops taking goes on only when no page is being read any more.
    if (!sheet.closed) await new Promise((resolve) => sheet.once("close", resolve).destroy());
  }
  const failed = failure as { readonly error: unknown } | null;
  if (failed) throw failed.error;
}

async function* tableSheet<Row>(
  { columns, parts }: OutTable<Row>,
  range: { last: number; readonly most: number },
  filtered: () => string,
): AsyncGenerator<Buffer> {
  const letters = columns.map((_, at) => columnName(at));
  const isFigure = (kind: OutColumn<Row>["kind"]) => kind === "money" || kind === "count" || kind === "figure";
  const heads = columns.map(({ header, kind }, at) =>
    textCell(`${letters[at]}1`, header, isFigure(kind) ? styleOf.figureHead : styleOf.textHead),
  );
  const widths = columns.map(({ width = plainWidth }) => width);
  yield Buffer.from(`${sheetStart(widths, true)}<row r="1">${heads.join("")}</row>`);
  const totals = new Map<number, Money>(columns.flatMap(({ hasTotal }, at) => (hasTotal ? [[at, "0"] as const] : [])));
  for await (const rows of parts) {
    if (range.last + rows.length + (totals.size > 0 ? 1 : 0) > range.most) throw new SheetFull();
    const lines = rows.map((row) => {
      range.last += 1;
      const cells = columns.map((column, at) => bodyCell(`${letters[at]}${range.last}`, column, row));
      return `<row r="${range.last}">${cells.join("")}</row>`;
    });
    for (const [at, before] of totals) {
      const column = columns[at];
      if (column) totals.set(at, sum([before, ...rows.map((row) => cellText(column, row) ?? "0")]));
    }
    if (lines.length > 0) yield Buffer.from(lines.join(""));
  }
  const foot = range.last > 1 && totals.size > 0 ? totalRow(columns, letters, range.last, totals) : "";
  yield Buffer.from(foot + sheetEnd(filtered()));
}

function bodyCell<Row>(ref: string, column: OutColumn<Row>, row: Row): string {
  const text = cellText(column, row);
  if (text === null) return "";
  const style = styleOf.body(column.kind);
  if (column.kind === "text") return textCell(ref, text, style);
  if (column.kind !== "date" && column.kind !== "time") return numberCell(ref, Number(text), style);
  const at = Date.parse(column.kind === "date" ? `${text}T00:00:00Z` : `${text.replace(" ", "T")}Z`);
  // A day that Excel does not know stays readable.
  return at < firstDay ? textCell(ref, text, styleOf.body("text")) : numberCell(ref, (at - dayZero) / dayMs, style);
}

const numberCell = (ref: string, value: number, style: number) => `<c r="${ref}" s="${style}"><v>${value}</v></c>`;

/** SUBTOTAL 109 leaves out rows that a filter hides; the result is stored too, for readers that compute nothing. */
function totalRow<Row>(
  columns: readonly OutColumn<Row>[],
  letters: readonly string[],
  last: number,
  totals: ReadonlyMap<number, Money>,
): string {
  const cells = columns.map(({ kind }, at) => {
    const [ref, style, total] = [`${letters[at]}${last + 1}`, styleOf.total(kind), totals.get(at)];
    if (total === undefined) return at === 0 ? textCell(ref, "Total", style) : `<c r="${ref}" s="${style}"/>`;
    const formula = xmlText(`SUBTOTAL(109,${letters[at]}2:${letters[at]}${last})`);
    return `<c r="${ref}" s="${style}"><f>${formula}</f><v>${Number(total)}</v></c>`;
  });
  return `<row r="${last + 1}">${cells.join("")}</row>`;
}

function aboutSheet(about: OutAbout): string {
  const rows = about.map(
    ([label, value], n) =>
      `<row r="${n + 1}">${textCell(`A${n + 1}`, label, styleOf.label)}${textCell(`B${n + 1}`, value, styleOf.body("text"))}</row>`,
  );
  return sheetStart(aboutWidths, false) + rows.join("") + sheetEnd(null);
}
