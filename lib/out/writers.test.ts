import { readXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import { type OutTable, timeColumn } from "#lib/core/out-table.ts";
import { writeCsv } from "#lib/out/write-csv.ts";
import { writeXlsx } from "#lib/out/write-xlsx.ts";

type Row = { words: string; amount: string | null; day: string | null; count: string };
const table = (rows: readonly Row[]): OutTable<Row> => ({
  name: "Figures",
  columns: [
    { header: "Words", kind: "text", value: (row) => row.words },
    { header: "Amount, USD", kind: "money", hasTotal: true, value: (row) => row.amount },
    { header: "Day", kind: "date", value: (row) => row.day },
    { header: "Items", kind: "count", hasTotal: true, value: (row) => row.count },
  ],
  rows,
  about: [
    ["Filters", "none"],
    ["By", "Ada Kline"],
  ],
});
const rows: readonly Row[] = [
  { words: 'Doors, "steel"', amount: "-1234.50", day: "2026-05-31", count: "2" },
  { words: "=HYPERLINK(1)", amount: "0.00", day: null, count: "0" },
  { words: "001", amount: null, day: "2026-02-28", count: "1" },
  { words: "  @cmd", amount: "999999999999.99", day: null, count: "10" },
];

test("CSV has a byte order mark, ISO dates, minus signs, quoted commas, and no text that runs", () => {
  expect(writeCsv(table(rows))).toBe(
    "\uFEFF" +
      [
        'Words,"Amount, USD",Day,Items',
        '"Doors, ""steel""",-1234.50,2026-05-31,2',
        "'=HYPERLINK(1),0.00,,0",
        "001,,2026-02-28,1",
        "'  @cmd,999999999999.99,,10",
        "",
      ].join("\r\n"),
  );
});

test.each(["+1", "-2", "@x", "=1+1", "\t=1", "\r=1"])("text %j cannot run, the same as a figure stays one", (words) => {
  const csv = writeCsv(table([{ words, amount: "-2.00", day: null, count: "1" }]));
  expect(csv).toContain(`'${words}`);
  expect(csv).toContain(",-2.00,,1");
});

test("a figure that is none does not leave as one", () => {
  expect(() => writeCsv(table([{ words: "x", amount: "=1", day: null, count: "1" }]))).toThrow(
    "Amount, USD: not a money",
  );
  expect(() => writeCsv(table([{ words: "x", amount: "1.00", day: "31.05.2026", count: "1" }]))).toThrow("Day");
});

test("a workbook read again has numbers, days and text as they are, filters, a frozen heading and what it is about", async () => {
  const { sheets } = await readXlsx(await writeXlsx(table(rows)), { readStyles: true });
  const [sheet, about] = sheets;
  expect(sheets.map(({ name }) => name)).toEqual(["Figures", "About"]);
  expect(sheet?.rows[0]).toEqual(["Words", "Amount, USD", "Day", "Items"]);
  expect(sheet?.rows[1]?.slice(0, 2)).toEqual(['Doors, "steel"', -1234.5]);
  expect(sheet?.rows[1]?.[2]).toEqual(new Date("2026-05-31T00:00:00Z"));
  expect(sheet?.rows[2]?.slice(0, 2)).toEqual(["=HYPERLINK(1)", 0]);
  expect(sheet?.rows[3]?.slice(0, 2)).toEqual(["001", null]);
  expect(sheet?.rows[4]?.[1]).toBe(999999999999.99);
  expect(sheet?.freezePane).toMatchObject({ rows: 1 });
  expect(sheet?.autoFilter?.range).toBe("A1:D5");
  expect(about?.rows).toEqual([
    ["Filters", "none"],
    ["By", "Ada Kline"],
  ]);
});

test("totals are formulas over the rows, with their result beside them, in the accounting format", async () => {
  const { sheets } = await readXlsx(await writeXlsx(table(rows)), { readStyles: true });
  const total = sheets[0]?.cells?.get("5,1");
  expect(total).toMatchObject({ formula: "SUBTOTAL(109,B2:B5)", formulaResult: 999999998765.49 });
  expect(total?.style?.numFmt).toBe('#,##0.00_);(#,##0.00);"–"_)');
  expect(sheets[0]?.cells?.get("5,3")).toMatchObject({ formula: "SUBTOTAL(109,D2:D5)", formulaResult: 13 });
  const empty = await readXlsx(await writeXlsx(table([])));
  expect(empty.sheets[0]?.rows).toHaveLength(1);
});

test("times and figures leave as such: by the company's clock, with the decimals that they have", async () => {
  type Line = { at: string | null; quantity: string };
  const company = { currency: "USD", timeZone: "America/Chicago" };
  const lines: OutTable<Line> = {
    name: "Lines",
    columns: [
      timeColumn<Line>("Sent", company, ({ at }) => at),
      { header: "Quantity", kind: "figure", value: ({ quantity }) => quantity },
    ],
    rows: [
      { at: "2026-06-01T03:04:05.678Z", quantity: "2.1250" },
      { at: null, quantity: "-3" },
    ],
    about: [],
  };
  expect(writeCsv(lines)).toBe('\uFEFF"Sent, America/Chicago",Quantity\r\n2026-05-31 22:04:05,2.1250\r\n,-3\r\n');
  const { sheets } = await readXlsx(await writeXlsx(lines), { readStyles: true });
  expect(sheets[0]?.rows[1]).toEqual([new Date("2026-05-31T22:04:05Z"), 2.125]);
  expect(sheets[0]?.cells?.get("1,0")?.style?.numFmt).toBe("yyyy-mm-dd hh:mm:ss");
  expect(() => writeCsv({ ...lines, rows: [{ at: null, quantity: "12 EA" }] })).toThrow("Quantity: not a figure");
});
