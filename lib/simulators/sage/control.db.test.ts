import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { SAGE_TABLES } from "#lib/simulators/sage/schema.ts";
import type { SageSimulator } from "#lib/simulators/sage/simulator.ts";
import {
  commitmentRecord,
  itemRecord,
  lines,
  openTestCompany,
  READER_PASSWORD,
  REFERENCE,
  type TestCompany,
  until,
} from "#lib/simulators/sage/test-company.ts";

let company: TestCompany;
let simulator: SageSimulator;

beforeAll(async () => {
  company = await openTestCompany();
  simulator = await company.start();
});
afterAll(() => company.close());
beforeEach(async () => {
  await company.control("POST", "reset");
  await company.control("POST", "load", REFERENCE);
});

const keyed = (id: string, more: Record<string, unknown> = {}) => ({
  commitment: id,
  vendor: "ACMEST",
  items: [{ item_number: 1, job: "24-01", cost_code: "03-100", category: "SUB", amount: "10.00" }],
  ...more,
});

test("the list of effects takes no update, no delete and no truncate", async () => {
  await company.control("POST", "load", { commitments: [keyed("SC-1")] });
  for (const statement of [
    "update simulator.effect set amount = 0",
    "delete from simulator.effect",
    "truncate simulator.effect",
  ]) {
    await expect(company.sql.query(statement)).rejects.toThrow("append-only");
  }
  expect((await company.effects()).map((row) => [row.kind, row.natural_key, row.amount])).toEqual([
    ["commitment.keyed", "SC-1", "10.00"],
  ]);
});

test("row versions rise with every change, in one order for the whole database", async () => {
  const newest = async (table: string) =>
    Number((await company.sql.query(`SELECT MAX(Row_Version) AS version FROM ${table}`)).rows[0].version);
  const job = await newest("JCM_MASTER__JOB");
  await company.control("POST", "vendors/ACMEST", { name: "Acme Steel Inc" });
  const vendor = await newest("APM_MASTER__VENDOR");
  expect(vendor).toBeGreaterThan(job);
  const { rows } = await company.sql.query("SELECT Vendor, Name FROM APM_MASTER__VENDOR WHERE Row_Version > $1", [
    vendor - 1,
  ]);
  expect(rows).toEqual([{ vendor: "ACMEST", name: "Acme Steel Inc" }]);
});

test("a person keys a vendor as the screen lets them: the id in capitals and free, the type one that exists", async () => {
  const entry = { vendor: "newco", name: "Newco Painting", type: "Subcontractor", city: "Denver" };
  await company.control("POST", "load", {
    vendors: [{ vendor: "ACMEST", name: "Acme Steel", type: "Subcontractor" }],
  });
  const keyed = (over: Record<string, string>) => company.control("POST", "vendors", { ...entry, ...over });
  expect(await keyed({})).toEqual({ status: 200, body: { vendor: "NEWCO" } });
  const { rows } = await company.sql.query(
    "select name, status, city, state from apm_master__vendor where vendor = 'NEWCO'",
  );
  expect(rows).toEqual([{ name: "Newco Painting", status: "Active", city: "Denver", state: "" }]);
  expect((await company.effects()).map((row) => [row.kind, row.natural_key])).toEqual([["vendor.keyed", "NEWCO"]]);
  expect(await keyed({})).toEqual({ status: 409, body: { error: "vendor NEWCO is on file already" } });
  const other = { vendor: "OTHER", type: "Carpenter" };
  expect(await keyed(other)).toEqual({ status: 409, body: { error: "vendor type Carpenter is not set up" } });
  expect(await keyed({ vendor: "ELEVENSIGNS" })).toMatchObject({ status: 400 });
  expect(await keyed({ vendor: "OTHER", name: "" })).toMatchObject({ status: 400 });
  expect((await company.page("/vendors")).text).toContain("NEWCO");
});

test("the reader may read every table of Sage and change none", async () => {
  const reader = new pg.Client({
    connectionString: Object.assign(new URL(company.databaseUrl), {
      username: "sage_reader",
      password: READER_PASSWORD,
    }).href,
  });
  await reader.connect();
  try {
    expect((await reader.query("SELECT Job FROM JCM_MASTER__JOB")).rowCount).toBe(3);
    for (const table of SAGE_TABLES)
      expect((await reader.query(`SELECT COUNT(*) AS n, MAX(Row_Version) AS newest FROM ${table}`)).rowCount).toBe(1);
    await expect(reader.query("UPDATE JCM_MASTER__JOB SET Status = 'Closed'")).rejects.toThrow();
    await expect(reader.query("select * from simulator.effect")).rejects.toThrow("permission denied");
  } finally {
    await reader.end();
  }
});

test("what only leaves Sage is loaded, stamped, and read by its key", async () => {
  const loaded = {
    taxGroupRates: [{ tax_group: "STATE", tax_rate_id: "CITY", description: "City", rate: "1.25" }],
    payments: [{ vendor: "ACMEST", invoice: "7", payment_id: "P1", amount: "10.00", check_number: "1001" }],
    wipTransactions: [{ wip_id: 1, run: 4, sequence: 1, job: "24-01", cost_amount: "10.00", billed_amount: "12.50" }],
    contracts: [{ contract: "24-01", job: "24-01", original_amount: "100.00", revised_amount: "100.00" }],
    contractItems: [{ contract: "24-01", contract_item: "1000", cost_code: "03-100", amount: "100.00" }],
    worksheetLines: [{ job: "24-01", line: 1, description: "Contract", amount: "100.00" }],
    transactions: [{ job: "24-01", transaction_type: "JC cost", run: 4711, sequence: 1, amount: "10.00" }],
  };
  expect((await company.control("POST", "load", loaded)).status).toBe(200);
  const insurance = { vendor: "ACMEST", gl_ins_company: "Mutual", gl_ins_expiration_dt: "2026-12-31" };
  expect((await company.control("POST", "load", { vendors: [insurance] })).status).toBe(200);
  for (const [table, keys] of [
    ["TXM_MASTER__TAX_GROUP_RATE", "Tax_Group, Tax_Rate_ID"],
    ["APM_MASTER__INVOICE_PAYMENT", "Vendor, Invoice, Payment_ID"],
    ["BLT_CURRENT__WIP_TRANSACTION", "WIP_ID"],
    ["CNM_MASTER__CONTRACT", "Contract"],
    ["CNM_MASTER__CONTRACT_ITEM", "Contract, Contract_Item"],
    ["JCM_MASTER__JOB_MISC_WORKSHEET", "Job, Line"],
    ["JCT_CURRENT__TRANSACTION", "Run, Sequence"],
  ]) {
    const { rows } = await company.sql.query(
      `SELECT ${keys}, Row_Version > 0 AS is_stamped FROM ${table} ORDER BY ${keys}`,
    );
    expect([table, rows.map((row) => row.is_stamped)]).toEqual([table, [true]]);
  }
  // The next posting has a run of its own behind those that were loaded.
  const jcc = lines(commitmentRecord("SC-1"), itemRecord("SC-1", "1"));
  await company.send("AFTER2", { jcc });
  await until("the run", async () => (await company.spool()).length === 0);
  const { rows } = await company.sql.query("SELECT Run FROM JCT_CURRENT__TRANSACTION WHERE Commitment = 'SC-1'");
  expect(rows).toEqual([{ run: "4712" }]);
});

test("a commitment is deleted unless it has invoices or change orders", async () => {
  const commitments = [
    keyed("SC-1"),
    keyed("SC-2", { amount_invoiced: "1.00" }),
    keyed("SC-3"),
    keyed("SC-4", { unposted: true }),
  ];
  await company.control("POST", "load", { commitments });
  await company.sql.query("INSERT INTO JCM_MASTER__COMMITMENT_CO (Commitment, Commitment_CO) VALUES ('SC-3', '001')");
  const answers = [];
  for (const id of ["SC-1", "SC-2", "SC-3", "SC-4", "SC-5"])
    answers.push((await company.control("POST", `commitments/${id}/delete`)).status);
  expect(answers).toEqual([200, 409, 409, 200, 404]);
  const { body } = await company.control("GET", "commitments");
  expect((body.commitments as { commitment: string }[]).map((row) => row.commitment)).toEqual(["SC-2", "SC-3"]);
});

test("an edit on the screen changes amounts past every check", async () => {
  await company.control("POST", "load", { commitments: [keyed("SC-1")] });
  await company.control("POST", "commitments/SC-1", { vendor: "GONE", items: [{ item_number: 1, amount: "11.00" }] });
  const { body } = await company.control("GET", "commitments?commitment=SC-1");
  expect(body.commitments).toMatchObject([
    { vendor: "GONE", amount: "11.00", posted: true, items: [{ amount: "11.00" }] },
  ]);
});

test("requests that make no sense are refused with their reason", async () => {
  const cases: [string, unknown, number][] = [
    ["faults", { kind: "flood" }, 400],
    ["load", { jobs: [{ job: "1", colour: "red" }] }, 400],
    ["load", { jobs: [{ description: "no id" }] }, 400],
    ["vendors/NOBODY", { name: "x" }, 404],
    ["vendors/ACMEST", { status: "Sleeping" }, 400],
    ["nothing", {}, 404],
  ];
  for (const [path, body, status] of cases) expect((await company.control("POST", path, body)).status).toBe(status);
  expect((await company.control("DELETE", "faults/flood")).status).toBe(400);
  const foreign = await fetch(`http://127.0.0.1:${simulator.port}/control/reset`, {
    method: "POST",
    headers: { origin: "http://elsewhere.example" },
  });
  expect(foreign.status).toBe(403);
});

test("pages show what Sage holds, with every text escaped", async () => {
  await company.control("POST", "load", { commitments: [keyed("SC<1>", { description: "<script>x</script>" })] });
  const jcc = lines(commitmentRecord("SC-1"), itemRecord("SC-1", "1").replace("Slab", "<b>"));
  await company.send("PAGE2", { jcc });
  await until("the run", async () => (await company.spool()).length === 0);
  for (const path of [
    "/",
    "/commitments",
    "/commitments?job=24-01",
    "/commitments/SC%3C1%3E",
    "/jobs",
    "/jobs/24-01",
    "/vendors",
    "/runs/PAGE2",
    "/unposted",
  ]) {
    const { status, text } = await company.page(path);
    expect([path, status, /<script>|<b>on/.test(text)]).toEqual([path, 200, false]);
  }
  expect((await company.page("/runs/PAGE2")).text).toContain("Imported: C SC-1");
  expect((await company.page("/commitments/NONE")).status).toBe(404);
  expect((await company.page("/commitments/%ZZ")).status).toBe(400);
});

test("a hundred thousand rows load, and again", async () => {
  const costCodes = Array.from({ length: 100_000 }, (_, index) => ({
    job: `J${index % 200}`,
    cost_code: `${index}`,
    description: "Code",
  }));
  for (const _ of [1, 2]) {
    expect((await company.control("POST", "load", { costCodes })).body).toEqual({ loaded: { costCodes: 100_000 } });
  }
});
