import { type Cell, type CellValue, colToLetter, type WriteSheet, writeXlsx as write } from "hucre/xlsx";
import { sum } from "#lib/core/money.ts";
import { cellText, type OutColumn, type OutKind, type OutTable } from "#lib/core/out-table.ts";

/** As accountants read it: parentheses with room for the closing one, a dash for zero. */
const formats: Readonly<Record<OutKind, string>> = {
  text: "@",
  money: '#,##0.00_);(#,##0.00);"–"_)',
  figure: "General",
  date: "yyyy-mm-dd",
  time: "yyyy-mm-dd hh:mm:ss",
  count: "#,##0_);(#,##0)",
};
const plainWidth = 14;
const isFigure = (kind: OutKind): boolean => kind === "money" || kind === "count" || kind === "figure";

/**
 * The table as a workbook: real numbers and dates, a frozen heading with filters, totals by formula under it that follow the
 * filters, and a sheet *About* that says what was asked, when and by whom. A sheet's numbers are floating point by nature;
 * two decimals of 15 digits stay exact in them.
 */
export async function writeXlsx<Row>(table: OutTable<Row>): Promise<Uint8Array> {
  return await write({
    sheets: [tableSheet(table), aboutSheet(table.about)],
    properties: { title: table.name, creator: "Countersign" },
  });
}

function tableSheet<Row>({ name, columns, rows }: OutTable<Row>): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  for (const [at, { header, kind }] of columns.entries())
    cells.set(`0,${at}`, {
      value: header,
      type: "string",
      style: { font: { bold: true }, numFmt: "@", alignment: { horizontal: isFigure(kind) ? "right" : "left" } },
    });
  const body = rows.map((row) => columns.map((column) => cellValue(column, row)));
  const last = rows.length + 1;
  const hasTotals = rows.length > 0 && columns.some(({ hasTotal }) => hasTotal);
  if (hasTotals) addTotals(cells, columns, rows);
  return {
    name,
    columns: columns.map(({ kind, width = plainWidth }) => ({ width, numFmt: formats[kind] })),
    rows: [columns.map(({ header }) => header), ...body, ...(hasTotals ? [columns.map(() => null)] : [])],
    cells,
    freezePane: { rows: 1, columns: 1 },
    autoFilter: { range: `A1:${colToLetter(columns.length - 1)}${last}` },
  };
}

function cellValue<Row>(column: OutColumn<Row>, row: Row): CellValue {
  const text = cellText(column, row);
  if (text === null || column.kind === "text") return text;
  if (column.kind === "date") return new Date(`${text}T00:00:00Z`);
  if (column.kind === "time") return new Date(`${text.replace(" ", "T")}Z`);
  return Number(text);
}

/** SUBTOTAL 109 leaves out rows that a filter hides; the result is stored too, for readers that compute nothing. */
function addTotals<Row>(cells: Map<string, Partial<Cell>>, columns: readonly OutColumn<Row>[], rows: readonly Row[]) {
  const at = rows.length + 1;
  for (const [index, column] of columns.entries()) {
    const style = { font: { bold: true }, numFmt: formats[column.kind], border: { top: { style: "thin" } } } as const;
    if (!column.hasTotal) {
      cells.set(`${at},${index}`, {
        value: index === 0 ? "Total" : null,
        type: index === 0 ? "string" : "empty",
        style,
      });
      continue;
    }
    const letter = colToLetter(index);
    const total = sum(rows.map((row) => cellText(column, row) ?? "0"));
    cells.set(`${at},${index}`, {
      type: "formula",
      formula: `SUBTOTAL(109,${letter}2:${letter}${at})`,
      formulaResult: Number(total),
      style,
    });
  }
}

function aboutSheet(about: OutTable<unknown>["about"]): WriteSheet {
  return {
    name: "About",
    columns: [
      { width: 22, style: { font: { bold: true } } },
      { width: 80, numFmt: "@" },
    ],
    rows: about.map(([label, value]) => [label, value]),
  };
}
