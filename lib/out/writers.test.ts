import { readXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import { allOf, inParts, textOf, type WholeTable } from "#drizzle/factories/whole-file.ts";
import { mostSheetRows, timeColumn } from "#lib/core/out-table.ts";
import { writeCsv } from "#lib/out/write-csv.ts";
import { SheetFull, writeXlsx } from "#lib/out/write-xlsx.ts";

const csvOf = <Row>(whole: WholeTable<Row>) => textOf(writeCsv(inParts(whole)));
const xlsxOf = <Row>(whole: WholeTable<Row>) => allOf(writeXlsx(inParts(whole)));

type Row = { words: string; amount: string | null; day: string | null; count: string };
const table = (rows: readonly Row[]): WholeTable<Row> => ({
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

test("CSV has a byte order mark, ISO dates, minus signs, quoted commas, and no text that runs", async () => {
  expect(await csvOf(table(rows))).toBe(
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

test.each(["+1", "-2", "@x", "=1+1", "\t=1", "\r=1"])(
  "text %j cannot run, the same as a figure stays one",
  async (words) => {
    const csv = await csvOf(table([{ words, amount: "-2.00", day: null, count: "1" }]));
    expect(csv).toContain(`'${words}`);
    expect(csv).toContain(",-2.00,,1");
  },
);

test("a figure that is none does not leave as one", async () => {
  await expect(csvOf(table([{ words: "x", amount: "=1", day: null, count: "1" }]))).rejects.toThrow(
    "Amount, USD: not a money",
  );
  await expect(csvOf(table([{ words: "x", amount: "1.00", day: "31.05.2026", count: "1" }]))).rejects.toThrow("Day");
});

test("a workbook read again has numbers, days and text as they are, filters, a frozen heading and what it is about", async () => {
  const { sheets } = await readXlsx(await xlsxOf(table(rows)), { readStyles: true });
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
  const { sheets } = await readXlsx(await xlsxOf(table(rows)), { readStyles: true });
  const total = sheets[0]?.cells?.get("5,1");
  expect(total).toMatchObject({ formula: "SUBTOTAL(109,B2:B5)", formulaResult: 999999998765.49 });
  expect(total?.style?.numFmt).toBe('#,##0.00_);(#,##0.00);"–"_)');
  expect(sheets[0]?.cells?.get("5,3")).toMatchObject({ formula: "SUBTOTAL(109,D2:D5)", formulaResult: 13 });
  const empty = await readXlsx(await xlsxOf(table([])));
  expect(empty.sheets[0]?.rows).toHaveLength(1);
});

test("times and figures leave as such: by the company's clock, with the decimals that they have", async () => {
  type Line = { at: string | null; quantity: string };
  const company = { currency: "USD", timeZone: "America/Chicago" };
  const lines: WholeTable<Line> = {
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
  expect(await csvOf(lines)).toBe('\uFEFF"Sent, America/Chicago",Quantity\r\n2026-05-31 22:04:05,2.1250\r\n,-3\r\n');
  const { sheets } = await readXlsx(await xlsxOf(lines), { readStyles: true });
  expect(sheets[0]?.rows[1]).toEqual([new Date("2026-05-31T22:04:05Z"), 2.125]);
  expect(sheets[0]?.cells?.get("1,0")?.style?.numFmt).toBe("yyyy-mm-dd hh:mm:ss");
  await expect(csvOf({ ...lines, rows: [{ at: null, quantity: "12 EA" }] })).rejects.toThrow("Quantity: not a figure");
});

test("text of every kind comes back as it was, as far as a sheet can hold it", async () => {
  const words = ['<b>&amp; "x"</b>', "a\nb\tc", "_x0041_", "bell\u0007 half\uD800", "é 漢 😀", " padded "];
  const { sheets } = await readXlsx(
    await xlsxOf(table(words.map((one) => ({ words: one, amount: null, day: null, count: "1" })))),
  );
  const read = sheets[0]?.rows.slice(1, 1 + words.length).map(([one]) => one);
  expect(read?.slice(0, 2)).toEqual(words.slice(0, 2));
  expect(read?.slice(3)).toEqual(["bell\uFFFD half\uFFFD", "é 漢 😀", " padded "]);
  // What would be read as a code is written as text, by Excel's own escape.
  expect(["_x0041_", "_x005F_x0041_"]).toContain(read?.[2]);
  const long = await readXlsx(
    await xlsxOf(table([{ words: "x".repeat(40_000), amount: null, day: null, count: "1" }])),
  );
  expect(String(long.sheets[0]?.rows[1]?.[0])).toHaveLength(32_767);
});

test("a day that Excel does not know stays text; a wide sheet goes on behind Z", async () => {
  const day = { words: "x", amount: null, day: "1899-12-30", count: "1" };
  const { sheets } = await readXlsx(await xlsxOf(table([day, { ...day, day: "1900-03-01" }])));
  expect(sheets[0]?.rows[1]?.[2]).toBe("1899-12-30");
  expect(sheets[0]?.rows[2]?.[2]).toEqual(new Date("1900-03-01T00:00:00Z"));
  const columns = Array.from({ length: 30 }, (_, n) => ({
    header: `C${n}`,
    kind: "count" as const,
    hasTotal: true as const,
    value: () => String(n),
  }));
  const wide = await readXlsx(await xlsxOf({ name: "Wide", columns, rows: [1, 2, 3], about: [] }), {
    readStyles: true,
  });
  expect(wide.sheets[0]?.rows[0]?.[29]).toBe("C29");
  expect(wide.sheets[0]?.cells?.get("4,29")).toMatchObject({ formula: "SUBTOTAL(109,AD2:AD4)", formulaResult: 87 });
});

test("a sheet that has no room for the rows and their totals is none; one row less is", async () => {
  const rows = (count: number) => ({
    name: "Long",
    columns: [{ header: "N", kind: "count" as const, hasTotal: true as const, value: () => "1" }],
    parts: [Array.from({ length: count }, (_, n) => n)],
    about: () => [],
  });
  await expect(allOf(writeXlsx(rows(9), 10))).rejects.toThrow(SheetFull);
  const { sheets } = await readXlsx(await allOf(writeXlsx(rows(8), 10)));
  expect(sheets[0]?.rows).toHaveLength(10);
  expect(mostSheetRows).toBe(2 ** 20);
});

test("a failure while the rows are read is the writer's failure, and the rows are read no further", async () => {
  let taken = 0;
  async function* parts() {
    for (;;) {
      taken += 1;
      if (taken === 3) throw new Error("the database went away");
      yield [1];
    }
  }
  const columns = [{ header: "N", kind: "count" as const, value: () => "1" }];
  const broken = { name: "Broken", columns, parts: parts(), about: () => [] };
  await expect(allOf(writeXlsx(broken))).rejects.toThrow("the database went away");
  expect(taken).toBe(3);
});
