import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aBatch } from "#drizzle/factories/batch.ts";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem, type TestItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { allOf, cellsOf, inParts, textOf, type WholeTable } from "#drizzle/factories/whole-file.ts";
import { sum, toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { tableNames } from "#lib/core/table-files.ts";
import { snapshot } from "#lib/db/database.ts";
import { writeCsv } from "#lib/out/write-csv.ts";
import { writeXlsx } from "#lib/out/write-xlsx.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";
import { projectList } from "#lib/queries/project-list.ts";
import { vendorPage } from "#lib/queries/vendor-page.ts";
import { type OnRows, openTable } from "#lib/tables/read-table.ts";
import { tables } from "#lib/tables/registry.ts";
import { endOf } from "#lib/tables/table-file.ts";

let bed: TestBed;
let company: TestCompany;
let last: TestItem;
beforeAll(async () => {
  bed = await openTestBed();
  company = await aCompany(bed.owner);
  for (const amount of ["1200.50", "-300.25", "0.01"])
    last = await anItem(bed.app, company, { lines: [{ amount }], title: '=HYPERLINK("x")' });
  await aBatch(bed.app, company, 2);
}, 120_000);
afterAll(() => bed.close());

type Row = Record<string, unknown>;
/** The table as the routes and the worker read it, with pages so small that there are several. */
async function made(
  name: string,
  input: Record<string, string> = {},
  { most, role = "accountant", onRows }: { most?: number; role?: "admin" | "accountant"; onRows?: OnRows } = {},
): Promise<Outcome<WholeTable<Row>>> {
  const source = tables.get(name);
  if (!source) throw new Error(`no table ${name}`);
  const who = company.principal(role);
  return await snapshot(bed.app, async (one) => {
    const small = { ...source, pageSize: 2 };
    const opened = await openTable(small, (query, asked) => query.execute(one, who, asked), input, { most, onRows });
    if (!opened.ok) return opened;
    const rows: Row[] = [];
    try {
      for await (const part of opened.value.parts) rows.push(...(part as Row[]));
    } catch (error) {
      return endOf(error) ?? refuse("table_file.over");
    }
    const columns = source.columns({ currency: "USD", timeZone: "America/Chicago" });
    return ok({ name: source.name, columns, rows, about: opened.value.about });
  });
}
const totalOf = (table: WholeTable<Row>, header: string): string =>
  toScale(sum(cellsOf(table, header).map((cell) => cell ?? "0")), 2);
const csvOf = (table: WholeTable<Row>) => textOf(writeCsv(inParts(table)));
const xlsxOf = (table: WholeTable<Row>) => allOf(writeXlsx(inParts(table)));

test("the inbox as a file has the rows and the total of the screen, in its filter", async () => {
  for (const input of [{ tab: "ready" }, { tab: "all" }, { tab: "ready", q: company.vendor.name }]) {
    const page = demand(await inboxPage.execute(bed.app, company.principal("accountant"), input));
    const table = demand(await made("inbox", input as Record<string, string>));
    expect(table.rows).toHaveLength(page.total?.count ?? -1);
    expect(totalOf(table, "Amount, USD")).toBe(toScale(page.total?.amount ?? "", 2));
  }
  const filtered = demand(await made("inbox", { tab: "ready", q: "no such words" }));
  expect(filtered.rows).toEqual([]);
  expect(filtered.about).toContainEqual(["Search", "no such words"]);
});

test("text that a spreadsheet would run leaves neutral in CSV and as text in a workbook", async () => {
  const table = demand(await made("inbox", { tab: "ready" }));
  expect(await csvOf(table)).toContain(`"'=HYPERLINK(""x"")"`);
  const { sheets } = await readXlsx(await xlsxOf(table), { readStyles: true });
  const at = sheets[0]?.rows[0]?.indexOf("Title") ?? -1;
  expect(sheets[0]?.rows[1]?.[at]).toBe('=HYPERLINK("x")');
  expect(sheets[0]?.cells?.get(`1,${at}`)?.formula).toBeUndefined();
  const amount = sheets[0]?.rows[0]?.indexOf("Amount, USD") ?? -1;
  expect(typeof sheets[0]?.rows[1]?.[amount]).toBe("number");
  const sent = sheets[0]?.rows[0]?.indexOf("Sent, America/Chicago") ?? -1;
  expect(sheets[0]?.rows[1]?.[sent]).toBeInstanceOf(Date);
});

test("every table of the desk can be written in both formats", async () => {
  const inputs: Readonly<Record<string, Record<string, string>>> = {
    lines: { itemId: last.id },
    vendors: { tab: "linked" },
    imports: { type: "vendor" },
  };
  const names = ["inbox", "outbox", "history", "vendors", "imports", "batches", "projects", "people", "lines"];
  for (const name of names) {
    const table = demand(await made(name, inputs[name], { role: "admin" }));
    expect([name, table.rows.length > 0 || name === "imports"]).toEqual([name, true]);
    expect((await csvOf(table)).split("\r\n").length).toBeGreaterThan(table.rows.length);
    const { sheets } = await readXlsx(await xlsxOf(table));
    expect(sheets.map((sheet) => sheet.name)).toEqual([table.name, "About"]);
  }
});

test("the outbox as a file has the part that was chosen, and says which", async () => {
  const all = demand(await made("outbox"));
  const failed = demand(await made("outbox", { show: "failed" }));
  const waiting = demand(await made("outbox", { show: "outbox" }));
  expect(all.about).toContainEqual(["Part", "all: everything accepted and not proved yet"]);
  expect(failed).toMatchObject({ rows: [], about: [["Part", "Failed to Export"]] });
  expect(waiting.about).toEqual([["Part", "In the outbox"]]);
  expect(waiting.rows).toHaveLength(2);
});

test("projects, vendors and lines add up to what their screens show", async () => {
  const who = company.principal("admin");
  const projects = demand(await made("projects", {}, { role: "admin" }));
  const shown = demand(await projectList.execute(bed.app, who, {}));
  const ready = shown.rows.map(({ counts }) => counts.ready?.amount ?? "0");
  expect(totalOf(projects, "With accounting, USD")).toBe(
    toScale(sum([...ready, ...shown.rows.map(({ counts }) => counts.outbox?.amount ?? "0")]), 2),
  );
  const vendors = demand(await made("vendors", { tab: "linked" }, { role: "admin" }));
  const page = demand(await vendorPage.execute(bed.app, who, { tab: "linked" }));
  expect(vendors.rows).toHaveLength(page.counts.linked);
  const lines = demand(await made("lines", { itemId: last.id }));
  expect(totalOf(lines, "Amount, USD")).toBe("0.01");
});

test("whoever makes a file is told how far it is, and reads no further once nobody wants it", async () => {
  const told: number[] = [];
  const whole = demand(await made("inbox", { tab: "all" }, { onRows: (rows) => told.push(rows) > 0 }));
  expect(whole.rows).toHaveLength(5);
  expect(told).toEqual([2, 4, 5]);
  const asked: number[] = [];
  expect(codeOf(await made("inbox", { tab: "all" }, { onRows: (rows) => asked.push(rows) < 1 }))).toBe(
    "table_file.over",
  );
  expect(asked).toEqual([2]);
});

test("a table beyond the limit is refused in words, one within it is not; a right that is missing is missing here too", async () => {
  expect(codeOf(await made("inbox", { tab: "all" }, { most: 3 }))).toBe("table.too_long");
  expect(codeOf(await made("history", {}, { most: 3 }))).toBe("table.too_long");
  expect(codeOf(await made("inbox", { tab: "all" }, { most: 5 }))).toBeNull();
  expect(codeOf(await made("people"))).toBe("access.role");
});

test("every table has its name and its right where they are asked for without its rows", () => {
  const known = [...tables].map(([id, { name, query }]) => [id, { title: name, needs: query.needs }]);
  expect(Object.fromEntries(known)).toEqual(tableNames);
});
