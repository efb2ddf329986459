import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { SageLookup } from "#lib/core/facts.ts";
import { row, rows, withCompany } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { mirrorPage } from "#lib/db/mirror.ts";
import { columnsOf, mirrorTables, tablesOf } from "#lib/db/mirror-tables.ts";
import { readSageRows, readTotalsUnderWay } from "#lib/db/sage-facts.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { healthView } from "#lib/queries/health-view.ts";
import { readableTables } from "#lib/sync-client/readable-tables.ts";

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
const plain = CompanyProfile.parse({});
const mirroredTables = tablesOf(plain);
type Row = Record<string, string | null>;
const page = (
  company: TestCompany,
  table: string,
  rows: readonly Row[],
  over: { cursor?: string; isLast?: boolean; columns?: string[] } = {},
) =>
  withCompany(bed.app, company.id, (tx) =>
    mirrorPage(tx, company.id, { table, rows, cursor: "7", isLast: true, ...over }),
  );
const readOf = (company: TestCompany, table: string) =>
  row<{ cursor: string; row_count: number; is_read: boolean; problem: string | null; missing: string[] }>(
    bed.owner,
    sql`select cursor, row_count, read_at is not null as is_read, problem, to_json(missing_columns) as missing from mirror_read where company_id = ${company.id} and table_name = ${table}`,
  );
const isMarked = async (itemId: string) => (await bed.item(itemId)).checked_at === null;
const lumen = {
  Vendor: "LUMEN",
  Name: "Lumen Works",
  Type: "Subcontractor",
  Status: "Active",
  City: null,
  Telephone: null,
};

describe("reading Sage", () => {
  test("asks for every table from its cursor, once until it is answered or half a minute went by", async () => {
    const company = await aCompany(bed.owner, { hasMirror: false });
    const { id } = company.syncClient;
    const asked = (await Promise.all([store.nextReads(id), store.nextReads(id), store.nextReads(id)])).flat();
    expect(asked.map((read) => read.table).toSorted()).toEqual([...mirroredTables].toSorted());
    expect(new Set(asked.map((read) => read.requestId)).size).toBe(mirroredTables.length);
    expect(asked.every((read) => read.kind === "read" && read.cursor === "0" && read.limit > 0)).toBe(true);
    expect(await store.nextReads(id)).toEqual([]);
    await store.rows(id, { table: "APM_MASTER__VENDOR", rows: [lumen], cursor: "41", isLast: false });
    expect(await store.nextReads(id)).toMatchObject([{ table: "APM_MASTER__VENDOR", cursor: "41" }]);
    await bed.owner.execute(
      sql`update mirror_read set wanted_at = clock_timestamp() - interval '31 seconds' where company_id = ${company.id}`,
    );
    expect(await store.nextReads(id)).toHaveLength(mirroredTables.length);
  });

  test("pages add up; the table counts as read only after the last one", async () => {
    const company = await aCompany(bed.owner, { hasMirror: false });
    await store.nextReads(company.syncClient.id);
    const vendors = Array.from({ length: 5 }, (_, n) => ({ ...lumen, Vendor: `V${n}` }));
    await page(company, "APM_MASTER__VENDOR", vendors.slice(0, 3), { cursor: "3", isLast: false });
    expect(await readOf(company, "APM_MASTER__VENDOR")).toEqual({
      cursor: "3",
      row_count: 3,
      is_read: false,
      problem: null,
      missing: [],
    });
    await page(company, "APM_MASTER__VENDOR", vendors.slice(3), { cursor: "5" });
    await page(company, "APM_MASTER__VENDOR", [{ ...lumen, Vendor: "V1", Name: "Renamed" }], { cursor: "6" });
    await page(company, "APM_MASTER__VENDOR", [], { cursor: "6" });
    expect(await readOf(company, "APM_MASTER__VENDOR")).toEqual({
      cursor: "6",
      row_count: 5,
      is_read: true,
      problem: null,
      missing: [],
    });
    await page(company, "NO_SUCH_TABLE", [{ a: "1" }]);
  });

  test("rows that did not change are not written again", async () => {
    const company = await aCompany(bed.owner);
    const versions = () =>
      row<{ v: string }>(
        bed.owner,
        sql`select string_agg(xmin::text, ',' order by vendor) as v from sage_vendor where company_id = ${company.id}`,
      );
    const before = await versions();
    await page(company, "APM_MASTER__VENDOR", [lumen]);
    expect(await versions()).toEqual(before);
    await page(company, "APM_MASTER__VENDOR", [{ ...lumen, Status: "Inactive" }]);
    expect(await versions()).not.toEqual(before);
  });

  test("what a row was before it changed is kept, with the time from when it was so", async () => {
    const company = await aCompany(bed.owner);
    const kept = () =>
      rows<{ key: string; status: string; is_older: boolean }>(
        bed.owner,
        sql`select row_key as key, coalesce(row ->> 'status', row -> 'row' ->> 'Amount') as status, seen_at < replaced_at as is_older
          from sage_row_history where company_id = ${company.id} order by id`,
      );
    await page(company, "APM_MASTER__VENDOR", [lumen, { ...lumen, Vendor: "NEW" }]);
    expect(await kept()).toEqual([]);
    await page(company, "APM_MASTER__VENDOR", [{ ...lumen, Status: "Inactive" }]);
    const invoice = { Vendor: "LUMEN", Invoice: "PA-1", Amount: "1.00" };
    await page(company, "APM_MASTER__INVOICE", [invoice]);
    await page(company, "APM_MASTER__INVOICE", [{ ...invoice, Amount: "2.00" }]);
    expect(await kept()).toEqual([
      { key: "LUMEN", status: "Active", is_older: true },
      { key: "LUMEN|PA-1", status: "1.00", is_older: true },
    ]);
  });

  test("a column that is wanted or there only now makes the table be read from the beginning, once", async () => {
    const company = await aCompany(bed.owner, { hasMirror: false });
    await store.nextReads(company.syncClient.id);
    const all = columnsOf(mirrorTables.APM_MASTER__VENDOR ?? demand(null as never), plain);
    const fewer = all.filter((column) => column !== "Email");
    await page(company, "APM_MASTER__VENDOR", [lumen], { columns: fewer });
    expect(await readOf(company, "APM_MASTER__VENDOR")).toMatchObject({
      cursor: "7",
      is_read: true,
      missing: ["Email"],
    });
    await page(company, "APM_MASTER__VENDOR", [], { cursor: "8", columns: all });
    expect(await readOf(company, "APM_MASTER__VENDOR")).toMatchObject({ cursor: "0", missing: [] });
    await page(company, "APM_MASTER__VENDOR", [{ ...lumen, Email: "a@lumen.example" }], { cursor: "8", columns: all });
    expect(await readOf(company, "APM_MASTER__VENDOR")).toMatchObject({ cursor: "8", missing: [] });
  });

  test("settings decide which tables and columns are asked for", async () => {
    const wanted = { hasContracts: true, importsInsurance: true, billedRates: true, importsTaxGroups: true };
    const company = await aCompany(bed.owner, { profile: wanted });
    const asked = await store.nextReads(company.syncClient.id);
    const names = asked.map((read) => read.table);
    for (const table of ["CNM_MASTER__CONTRACT", "BLT_CURRENT__WIP_TRANSACTION", "TXM_MASTER__TAX_GROUP_RATE"]) {
      expect([table, names.includes(table), mirroredTables.includes(table)]).toEqual([table, true, false]);
    }
    expect(names).not.toContain("JCM_MASTER__JOB_MISC_WORKSHEET");
    const policy = { ...lumen, GL_Ins_Company: "Granite Mutual", GL_Ins_Policy_Number: "" };
    await page(company, "APM_MASTER__VENDOR", [policy]);
    expect(
      await row(
        bed.owner,
        sql`select insurance from sage_vendor where company_id = ${company.id} and vendor = 'LUMEN'`,
      ),
    ).toEqual({ insurance: { GL_Ins_Company: "Granite Mutual" } });
  });

  test("every table stores what it reads, amounts to the cent and dates as dates", async () => {
    const company = await aCompany(bed.owner);
    for (const [name, table] of Object.entries(mirrorTables)) {
      const columns = columnsOf(table, CompanyProfile.parse({ importsInsurance: true }));
      const readable: readonly string[] = readableTables[name as keyof typeof readableTables];
      expect([name, columns.filter((column) => !readable.includes(column))]).toEqual([name, []]);
      const value = (column: string) => (/_Date$|_Expir/.test(column) ? "2026-03-04" : "7");
      await page(company, name, [Object.fromEntries(columns.map((column) => [column, value(column)]))], { columns });
    }
    const cost = await row(
      bed.owner,
      sql`select amount, transaction_date::text as at, run::text, sequence::text from sage_cost_transaction where company_id = ${company.id}`,
    );
    expect(cost).toEqual({ amount: "7.00", at: "2026-03-04", run: "7", sequence: "7" });
  });

  test.each([
    ["a vendor's status", "APM_MASTER__VENDOR", { ...lumen, Status: "Inactive" }],
    [
      "a cost code",
      "JCM_MASTER__COST_CODE",
      { Job: "24-01", Extra: null, Cost_Code: "26-010", Description: "New words", Group_Cost_Code: "0" },
    ],
    [
      "a new combination",
      "JCM_MASTER__CATEGORY",
      { Job: "24-01", Extra: null, Cost_Code: "26-010", Category: "EQP", Description: "Equipment" },
    ],
    ["a job", "JCM_MASTER__JOB", { Job: "24-01", Description: "North Clinic", Status: "Closed" }],
    ["a standard code", "JCM_MASTER__STANDARD_CATEGORY", { Category: "NEW", Description: "New" }],
  ] as const)("%s marks the items that it concerns and rings for the check", async (_, table, changed) => {
    const company = await aCompany(bed.owner);
    const [open, done] = [await anItem(bed.app, company), await anItem(bed.app, company, { state: "synced" })];
    await page(company, table, [{ ...changed }]);
    expect([await isMarked(open.id), await isMarked(done.id)]).toEqual([true, false]);
    expect(await bed.bells("items.check", company.id)).toBe(1);
    await bed.run(checkItems, { companyId: company.id });
    expect(await isMarked(open.id)).toBe(false);
  });

  test("what concerns nobody marks nobody: another job, an unlinked vendor, the totals of a combination", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company);
    await page(company, "JCM_MASTER__JOB", [{ Job: "99-99", Description: "Other", Status: "In progress" }]);
    await page(company, "APM_MASTER__VENDOR", [{ ...lumen, Vendor: "OAKFIELD", Status: "Inactive" }]);
    await page(company, "JCM_MASTER__CATEGORY", [
      {
        Job: "24-01",
        Extra: null,
        Cost_Code: "26-010",
        Category: "SUB",
        Description: "SUB",
        Original_Estimate: "5.00",
      },
    ]);
    expect(await isMarked(item.id)).toBe(false);
  });

  test("a commitment of the wanted id that appears in Sage blocks the item at the next check", async () => {
    const company = await aCompany(bed.owner);
    const [item, other] = [await anItem(bed.app, company), await anItem(bed.app, company)];
    const { erp_id: id } = await bed.item(item.id);
    await page(company, "JCM_MASTER__COMMITMENT", [{ Commitment: id, Description: "Keyed by hand", Amount: "1.00" }]);
    expect(await isMarked(other.id)).toBe(false);
    await bed.run(checkItems, { companyId: company.id });
    expect(await bed.view(company, item.id)).toMatchObject({
      lane: "blocked",
      findings: [{ sentence: expect.stringContaining("Keyed by hand") }],
    });
  });

  test("a table that cannot be read says so where its freshness is, keeps its rows and is asked again later", async () => {
    const company = await aCompany(bed.owner);
    const { id } = company.syncClient;
    await store.readFailed(id, { table: "JCM_MASTER__JOB", reason: "The ODBC driver does not answer." });
    const health = demand(await healthView.execute(bed.app, company.principal("accountant"), {}));
    expect(health.legs.find((leg) => leg.id === "sage")).toMatchObject({
      tone: "bad",
      words: "The ODBC driver does not answer.",
    });
    expect(health.tables.find((table) => table.table === "JCM_MASTER__JOB")).toMatchObject({
      rows: 1,
      readAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    await bed.owner.execute(
      sql`update mirror_read set read_at = clock_timestamp() - interval '1 hour' where company_id = ${company.id}`,
    );
    expect((await store.nextReads(id)).map((read) => read.table)).not.toContain("JCM_MASTER__JOB");
    await page(company, "JCM_MASTER__JOB", []);
    expect(await readOf(company, "JCM_MASTER__JOB")).toMatchObject({ problem: null });
  });

  test("a change that commits while the checker looks at the old one is looked at again", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company);
    await page(company, "APM_MASTER__VENDOR", [{ ...lumen, City: "Austin" }]);
    for (let round = 0; round < 10; round += 1) {
      const status = round % 2 === 0 ? "Inactive" : "Active";
      await Promise.all([
        bed.run(checkItems, { companyId: company.id }),
        page(company, "APM_MASTER__VENDOR", [{ ...lumen, Status: status }]),
      ]);
      await bed.run(checkItems, { companyId: company.id });
      expect((await bed.item(item.id)).lane).toBe(round % 2 === 0 ? "blocked" : "clean");
    }
  });
});

test("a table that is mirrored whole gives its rows by key and by group, with empty text for null", async () => {
  const company = await aCompany(bed.owner);
  const store_ = async (list: readonly Row[]) => {
    await page(company, "APM_MASTER__INVOICE", list);
    return (await readOf(company, "APM_MASTER__INVOICE"))?.row_count;
  };
  const [one, two] = [
    { Vendor: "LUMEN", Invoice: "PA-1", Amount: "10.00", Description: null },
    { Vendor: "LUMEN", Invoice: "PA-2", Amount: "20.00", Description: "b" },
  ];
  expect(await store_([one, { ...two, Row_Version: "9" }])).toBe(2);
  expect(await store_([one, { ...two, Amount: "21.00" }])).toBe(2);
  const found = (lookup: Omit<SageLookup, "table">) =>
    withCompany(bed.app, company.id, (tx) =>
      readSageRows(tx, company.id, [{ table: "APM_MASTER__INVOICE", ...lookup }]),
    ).then((all) => all.APM_MASTER__INVOICE);
  expect(await found({ keys: ["LUMEN|PA-1", "LUMEN|PA-9"] })).toEqual([{ ...one, Description: "" }]);
  expect(await found({ groups: ["LUMEN"] })).toHaveLength(2);
  expect(await found({})).toEqual([]);
});

test("totals of combinations are as accepted documents will leave them, older ones only", async () => {
  const company = await aCompany(bed.owner);
  const [item, later] = [await anItem(bed.app, company), await anItem(bed.app, company)];
  const expectation = (after: string) => ({
    table: "JCM_MASTER__CATEGORY",
    key: { Job: "24-01", Extra: "", Cost_Code: "03-100", Category: "MAT" },
    rows: [{ Category: "MAT", Original_Estimate: after }],
  });
  const accept = async (itemId: string, status: string, after: string) => {
    const sha = `${itemId} ${after}`;
    await bed.owner.execute(sql`insert into export_document (company_id, sha256, item_id, revision_id, document)
      select company_id, ${sha}, id, revision_id, ${JSON.stringify({ expectations: [expectation(after)] })} from item where id = ${itemId}`);
    await bed.owner.execute(sql`insert into decision (id, company_id, item_id, revision_id, verdict, person_id, seen_sha256)
      select gen_random_uuid(), company_id, id, revision_id, 'accepted', ${company.people.accountant.id}, ${sha} from item where id = ${itemId}`);
    await bed.owner.execute(sql`insert into export (company_id, item_id, revision_id, decision_id, document_sha256, erp_id, erp_key, family_key, status, release_at)
      select i.company_id, i.id, i.revision_id, d.id, ${sha}, ${itemId}, ${itemId}, 'estimates:24-01', ${status}, clock_timestamp()
      from item i join decision d on d.company_id = i.company_id and d.item_id = i.id where i.id = ${itemId}`);
  };
  const totals = (itemId: string | null) =>
    withCompany(bed.app, company.id, (tx) => readTotalsUnderWay(tx, company.id, "24-01", itemId));
  expect(await totals(null)).toEqual({});
  await accept(item.id, "queued", "150.00");
  await accept(later.id, "outbox", "170.00");
  expect(await totals(null)).toEqual({ "|03-100|MAT": { originalEstimate: "170.00" } });
  expect(await totals(later.id)).toEqual({ "|03-100|MAT": { originalEstimate: "150.00" } });
  expect(await totals(item.id)).toEqual({ "|03-100|MAT": { originalEstimate: "170.00" } });
  await bed.owner.execute(
    sql`update export set status = 'failed' where company_id = ${company.id} and item_id = ${item.id}`,
  );
  expect(await totals(later.id)).toEqual({});
});
