import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { row, rows, withCompany } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { mirrorPage } from "#lib/db/mirror.ts";
import { checkItems } from "#lib/jobs/check-items.ts";

let bed: TestBed;
let store: ReturnType<typeof gatewayStore>;
beforeAll(async () => {
  bed = await openTestBed();
  store = gatewayStore(bed.app, bed.database.appUrl);
});
afterAll(async () => {
  await store.close();
  await bed.close();
});

const page = (company: TestCompany, table: string, list: readonly Record<string, string | null>[], cursor = "7") =>
  withCompany(bed.app, company.id, (tx) => mirrorPage(tx, company.id, { table, rows: list, cursor, isLast: true }));
/** Time goes by for one table: what was asked and compared is as old as `age`. */
const wait = (company: TestCompany, table: string, age: string) =>
  bed.owner.execute(sql`update mirror_read set wanted_at = null, read_at = clock_timestamp() - ${age}::interval,
    counted_at = counted_at - ${age}::interval where company_id = ${company.id} and table_name = ${table}`);
/** The next question about a table, without those about others. */
const asked = async (company: TestCompany, table: string) =>
  (await store.nextReads(company.syncClient.id)).find((question) => question.table === table);
const vendors = async (company: TestCompany) =>
  Object.fromEntries(
    (
      await rows<{ vendor: string; gone: boolean }>(
        bed.owner,
        sql`select vendor, is_gone and gone_at is not null as gone from sage_vendor where company_id = ${company.id} order by vendor`,
      )
    ).map(({ vendor, gone }) => [vendor, gone ? "gone" : "there"]),
  );
const table = "APM_MASTER__VENDOR";
const all = ["CEDARRIDGE", "DORMANT", "LUMEN", "OAKFIELD"];
const keysOf = (names: readonly string[]) => names.map((name) => [name]);

/** Vendors are read up to version 7, and their number is asked for. */
async function readVendors(): Promise<TestCompany> {
  const company = await aCompany(bed.owner);
  await page(company, table, []);
  expect(await asked(company, table)).toMatchObject({ kind: "count", table });
  return company;
}
/** Sage counts `count` vendors and gives these keys. */
async function sweep(company: TestCompany, count: number, names: readonly string[]): Promise<void> {
  const { id } = company.syncClient;
  await store.counted(id, { table, rows: count, highest: "7" });
  expect(await asked(company, table)).toEqual({
    kind: "read_keys",
    requestId: expect.any(String),
    table,
    columns: ["Vendor"],
    after: null,
    limit: 5000,
  });
  await store.keys(id, { table, keys: keysOf(names), isLast: true });
}

describe("comparing the numbers of rows", () => {
  test("follows a reading, and again after ten minutes, each time right behind a reading", async () => {
    const company = await readVendors();
    await store.counted(company.syncClient.id, { table, rows: 4, highest: "7" });
    expect(await asked(company, table)).toBeUndefined();
    await wait(company, table, "5 minutes");
    expect(await asked(company, table)).toMatchObject({ kind: "read" });
    await page(company, table, []);
    expect(await asked(company, table)).toBeUndefined();
    await wait(company, table, "6 minutes");
    expect(await asked(company, table)).toMatchObject({ kind: "read" });
    await page(company, table, []);
    expect(await asked(company, table)).toMatchObject({ kind: "count" });
  });

  test("concludes nothing from a number that has rows in it which are not read yet", async () => {
    const company = await readVendors();
    await store.counted(company.syncClient.id, { table, rows: 5, highest: "8" });
    expect(await asked(company, table)).toBeUndefined();
    await wait(company, table, "31 seconds");
    expect(await asked(company, table)).toMatchObject({ kind: "read", cursor: "7" });
    await page(company, table, [{ Vendor: "NEW", Name: "New", Status: "Active" }], "8");
    expect(await asked(company, table)).toMatchObject({ kind: "count" });
    await store.counted(company.syncClient.id, { table, rows: 5, highest: "8" });
    expect(await asked(company, table)).toBeUndefined();
  });
});

describe("a sweep of the keys", () => {
  test("marks what Sage no longer has as gone, keeps it, and checks the items that it concerns", async () => {
    const company = await readVendors();
    const item = await anItem(bed.app, company);
    await sweep(
      company,
      3,
      all.filter((name) => name !== "LUMEN"),
    );
    expect(await vendors(company)).toEqual({ CEDARRIDGE: "there", DORMANT: "there", LUMEN: "gone", OAKFIELD: "there" });
    expect((await bed.item(item.id)).checked_at).toBeNull();
    await bed.run(checkItems, { companyId: company.id });
    expect(await bed.view(company, item.id)).toMatchObject({ lane: "blocked" });
    expect(await asked(company, table)).toBeUndefined();
    expect(
      await row(
        bed.owner,
        sql`select row_count from mirror_read where company_id = ${company.id} and table_name = ${table}`,
      ),
    ).toEqual({ row_count: 3 });
  });

  test("brings back what is there again, by its key or by a reading", async () => {
    const company = await readVendors();
    await sweep(company, 2, ["CEDARRIDGE", "DORMANT"]);
    expect(await vendors(company)).toMatchObject({ LUMEN: "gone", OAKFIELD: "gone" });
    await page(company, table, [{ Vendor: "OAKFIELD", Name: "Oakfield Supply" }]);
    expect(await vendors(company)).toMatchObject({ LUMEN: "gone", OAKFIELD: "there" });
    await wait(company, table, "11 minutes");
    await page(company, table, []);
    await sweep(company, 4, all);
    expect(await vendors(company)).toMatchObject({ LUMEN: "there", OAKFIELD: "there" });
  });

  test("goes on in pages, with readings between them; a row that came since it began is not gone", async () => {
    const company = await readVendors();
    const { id } = company.syncClient;
    await store.counted(id, { table, rows: 3, highest: "7" });
    await store.keys(id, { table, keys: keysOf(all.slice(0, 2)), isLast: false });
    await page(company, table, [{ Vendor: "BEHIND", Name: "Behind the page" }], "8");
    expect(await asked(company, table)).toMatchObject({ kind: "read_keys", after: ["DORMANT"] });
    await wait(company, table, "20 seconds");
    expect(await asked(company, table)).toMatchObject({ kind: "read" });
    await store.keys(id, { table, keys: keysOf(["OAKFIELD"]), isLast: true });
    expect(await vendors(company)).toEqual({
      BEHIND: "there",
      CEDARRIDGE: "there",
      DORMANT: "there",
      LUMEN: "gone",
      OAKFIELD: "there",
    });
  });

  test("that brought fewer keys than were counted says nothing", async () => {
    const company = await readVendors();
    await sweep(company, 3, ["CEDARRIDGE"]);
    expect(Object.values(await vendors(company))).not.toContain("gone");
    await store.keys(company.syncClient.id, { table, keys: [], isLast: true });
    expect(Object.values(await vendors(company))).not.toContain("gone");
  });

  test("reads all once more when keys are there that no reading brings, as after a restore of Sage", async () => {
    const company = await readVendors();
    const cursor = () =>
      row(bed.owner, sql`select cursor from mirror_read where company_id = ${company.id} and table_name = ${table}`);
    await sweep(company, 5, [...all, "OLDER"]);
    expect(await cursor()).toEqual({ cursor: "7" });
    await wait(company, table, "31 seconds");
    await page(company, table, []);
    expect(await asked(company, table)).toMatchObject({ kind: "count" });
    await sweep(company, 5, [...all, "OLDER"]);
    expect(await cursor()).toEqual({ cursor: "0" });
  });

  test("holds for rows that are mirrored whole and for keys of numbers, however Sage writes them", async () => {
    const company = await aCompany(bed.owner);
    const { id } = company.syncClient;
    const place = { Vendor: "LUMEN", Invoice: "A", Amount: "1.00" };
    await page(company, "APM_MASTER__DISTRIBUTION", [
      { ...place, Dist_Seq: "1" },
      { ...place, Dist_Seq: "2" },
    ]);
    await page(company, "JCT_CURRENT__TRANSACTION", [
      { Run: "1", Sequence: "1", Amount: "5" },
      { Run: "1", Sequence: "2", Amount: "6" },
    ]);
    const tables = ["APM_MASTER__DISTRIBUTION", "JCT_CURRENT__TRANSACTION"] as const;
    for (const name of tables) await store.counted(id, { table: name, rows: 1, highest: "7" });
    await store.keys(id, { table: tables[0], keys: [["LUMEN", "A", "2"]], isLast: true });
    await store.keys(id, { table: tables[1], keys: [["1.00", "2"]], isLast: true });
    expect(
      await rows(
        bed.owner,
        sql`select row_key as key from sage_row where company_id = ${company.id} and is_gone
          union all select run || '|' || sequence from sage_cost_transaction where company_id = ${company.id} and is_gone`,
      ),
    ).toEqual([{ key: "LUMEN|A|1" }, { key: "1|1" }]);
  });
});
