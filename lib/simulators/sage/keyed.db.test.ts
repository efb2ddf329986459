import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  commitmentRecord,
  itemRecord,
  lines,
  openTestCompany,
  REFERENCE,
  type TestCompany,
} from "#lib/simulators/sage/test-company.ts";

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
  await company.start();
});
afterAll(() => company.close());
beforeEach(async () => {
  await company.control("POST", "reset");
  await company.control("POST", "load", REFERENCE);
});

const sql = async (text: string) => (await company.sql.query(text)).rows;
const key = (path: string, body?: unknown) => company.control("POST", path, body);
const refused = (error: string, status = 409) => ({ status, body: { error } });
const mistakes = async () => (await company.control("GET", "books")).body.mistakes;

const run = async (files: Parameters<TestCompany["run"]>[0]) => (await company.run(files)).report;

const place = { job: "24-01", cost_code: "03-100", category: "MAT" };

test("a cost moves job, code and category, its month only while that is current; billing it makes work in progress", async () => {
  expect((await key("costs", { ...place, amount: "120.50", date: "2024-11-05", description: "Lumber" })).status).toBe(
    200,
  );
  const pay = { ...place, type: "PR cost", amount: "80.00", employee: "0117", billed_amount: "96.00" };
  expect((await key("costs", { ...pay, date: "2024-10-30" })).status).toBe(200);
  const level = (table: string, more = "") =>
    sql(`SELECT JTD_Cost, MTD_Cost FROM ${table} WHERE Job = '24-01' ${more}`);
  await sql("UPDATE simulator.period SET current_month = '2024-11-01'");
  await key("periods", { month: "2024-10", status: "closed" });
  for (const found of [
    await level("JCM_MASTER__CATEGORY", "AND Extra = '' AND Cost_Code = '03-100' AND Category = 'MAT'"),
    await level("JCM_MASTER__COST_CODE", "AND Extra = '' AND Cost_Code = '03-100'"),
    await level("JCM_MASTER__JOB"),
  ])
    expect(found).toEqual([{ jtd_cost: "200.50", mtd_cost: "120.50" }]);
  expect(await sql("SELECT Cost_Amount, Billed_Amount, Job FROM BLT_CURRENT__WIP_TRANSACTION")).toEqual([
    { cost_amount: "80.00", billed_amount: "96.00", job: "24-01" },
  ]);
  const [cost] = await sql("SELECT Run, Sequence FROM JCT_CURRENT__TRANSACTION WHERE Transaction_Type = 'JC cost'");
  const billing = { run: cost?.run, sequence: cost?.sequence, billed_amount: "150.00" };
  expect((await key("billings", billing)).status).toBe(200);
  expect(await key("billings", billing)).toEqual(refused("the cost is billed already"));
  expect(await key("billings", { ...billing, run: 999 })).toEqual(refused("no cost in run 999, sequence 1", 404));
  expect(await mistakes()).toEqual([]);
});

test("a cost is refused where the job has no such place, and in a month that is closed", async () => {
  const cost = { ...place, amount: "1.00", date: "2024-09-30" };
  expect(await key("costs", { ...cost, category: "LAB" })).toEqual(refused("24-01/03-100/LAB not found", 404));
  expect(await key("costs", { ...cost, job: "99" })).toEqual(refused("job 99 not found", 404));
  expect(await key("costs", { ...cost, job: "24-02" })).toEqual(refused("job 24-02 is closed"));
  expect(await key("costs", { ...cost, cost_code: "03-000" })).toEqual(refused("03-000 is a group cost code"));
  await key("periods", { application: "JC", month: "2024-09", status: "closed" });
  expect(await key("costs", cost)).toEqual(refused("Period 09/2024 is closed"));
  expect((await key("costs", { ...cost, date: "2024-10-01" })).status).toBe(200);
  await key("periods", { application: "JC", month: "2024-09", status: "open" });
  expect((await key("costs", cost)).status).toBe(200);
});

test("an estimate and its change move the totals; a finalized estimate takes changes only", async () => {
  const entry = { ...place, amount: "1000.00", units: "10", date: "2024-11-02" };
  await key("estimates", entry);
  await key("estimates", { ...entry, amount: "-50.00", units: "0", kind: "change" });
  const totals = "Original_Estimate, Original_Estimate_Units, Approved_Estimate_Changes, Total_Estimate";
  expect(
    await sql(`SELECT ${totals} FROM JCM_MASTER__CATEGORY WHERE Job = '24-01' AND Extra = '' AND Category = 'MAT'`),
  ).toEqual([
    {
      original_estimate: "1000.00",
      original_estimate_units: "10",
      approved_estimate_changes: "-50.00",
      total_estimate: "950.00",
    },
  ]);
  const final = { ...entry, job: "24-03", category: "SUB" };
  expect(await key("estimates", final)).toEqual(refused("original estimate finalized"));
  expect((await key("estimates", { ...final, kind: "change" })).status).toBe(200);
  expect(await mistakes()).toEqual([]);
});

test("a job is keyed with extras and codes, as a list or as the lines of the page", async () => {
  const codes = [
    { cost_code: "03-100", categories: ["SUB", "MAT"] },
    { cost_code: "1234567", description: "Without sections" },
    { cost_code: "03-300", extra: "EAST", categories: ["LAB"] },
  ];
  const job = { job: "26-90", description: "Depot", city: "Dale", extras: [{ extra: "EAST" }], codes };
  expect(await key("jobs", job)).toEqual({ status: 200, body: { job: "26-90" } });
  const typed = {
    job: "26-91",
    description: "Depot",
    extras: "EAST;East wing",
    codes: "03-100; SUB, MAT\r\n03-300;LAB;EAST",
  };
  expect(await key("jobs", typed)).toEqual({ status: 200, body: { job: "26-91" } });
  const held = (id: string) =>
    sql(`SELECT c.Extra, c.Cost_Code, c.Description, string_agg(k.Category, ' ' ORDER BY k.Category) AS categories
      FROM JCM_MASTER__COST_CODE c LEFT JOIN JCM_MASTER__CATEGORY k USING (Job, Extra, Cost_Code)
      WHERE Job = '${id}' GROUP BY 1, 2, 3 ORDER BY 1, 2`);
  const standard = [
    { extra: "", cost_code: "03-100", description: "Formwork", categories: "MAT SUB" },
    { extra: "EAST", cost_code: "03-300", description: "Slabs", categories: "LAB" },
  ];
  expect(await held("26-91")).toEqual(standard);
  const loose = { extra: "", cost_code: "1234567", description: "Without sections", categories: null };
  expect(await held("26-90")).toEqual([standard[0], loose, standard[1]]);
  expect(await key("jobs", job)).toEqual(refused("job 26-90 is on file already"));
  const strange = { ...typed, job: "26-92", codes: "03-100;XXX" };
  expect(await key("jobs", strange)).toEqual(refused("a category of 03-100 is not standard"));
  expect(await key("jobs", { ...strange, codes: "03-100;SUB;WEST" })).toEqual(refused("extra WEST not found"));
  expect(await sql("SELECT Job FROM JCM_MASTER__JOB WHERE Job = '26-92'")).toEqual([]);
});

test("contracts and worksheet lines make the contract amount of the job, changes revise it", async () => {
  const items = "1000;Shell;600.00;03-100;SUB\n2000;Fit-out;400.00";
  expect((await key("contracts", { contract: "K-1", job: "24-01", date: "2024-11-02", items })).status).toBe(200);
  expect(
    (await key("contracts", { contract: "K-2", job: "24-01", date: "2024-11-02", items: "1;Park;50.00" })).status,
  ).toBe(200);
  expect(await key("worksheet-lines", { job: "24-01", amount: "25.00" })).toEqual({ status: 200, body: { line: 1 } });
  const change = { job: "24-01", change: "001", description: "Lobby", amount: "10.00" };
  expect((await key("contract-changes", { ...change, contract: "K-2" })).status).toBe(200);
  expect(await key("contract-changes", { ...change, change: "002", contract: "K-9" })).toEqual(
    refused("contract K-9 of job 24-01 not found", 404),
  );
  expect(await sql("SELECT Contract, Revised_Amount FROM CNM_MASTER__CONTRACT ORDER BY 1")).toEqual([
    { contract: "K-1", revised_amount: "1000.00" },
    { contract: "K-2", revised_amount: "60.00" },
  ]);
  expect(
    await sql(
      "SELECT Original_Contract_Amount, JTD_Aprvd_Contract_Chgs, Revised_Contract_Amount FROM JCM_MASTER__JOB WHERE Job = '24-01'",
    ),
  ).toEqual([
    { original_contract_amount: "1075.00", jtd_aprvd_contract_chgs: "10.00", revised_contract_amount: "1085.00" },
  ]);
  expect(await key("contracts", { contract: "K-1", job: "24-01", items })).toEqual(
    refused("contract K-1 is on file already"),
  );
  expect(await key("contracts", { contract: "K-3", job: "24-01" })).toEqual(
    refused("a contract has at least one item"),
  );
  expect(await mistakes()).toEqual([]);
});

test("a tax group is keyed with its rates, an insurance on its vendor, and a vendor that nothing names is deleted", async () => {
  const rates = "CITY;City of Dale;1.25\nSTATE;State;2.9";
  expect((await key("tax-groups", { tax_group: "DALE", description: "Dale", rates })).status).toBe(200);
  expect(await sql("SELECT Tax_Rate_ID, Rate FROM TXM_MASTER__TAX_GROUP_RATE ORDER BY 1")).toEqual([
    { tax_rate_id: "CITY", rate: "1.25" },
    { tax_rate_id: "STATE", rate: "2.9" },
  ]);
  expect(await key("tax-groups", { tax_group: "DALE", rates })).toEqual(refused("tax group DALE is on file already"));
  const policy = { kind: "workers", company: "Mutual", policy: "WC-1", expires: "2025-01-31", proof_required: "yes" };
  expect((await key("vendors/ACMEST/insurance", policy)).status).toBe(200);
  const columns = "Work_Comp_Ins_Cmpany, Work_Comp_Expir_Dt::text, Work_Comp_Ins_Proof_Req, Auto_Ins_Proof_Req";
  expect(await sql(`SELECT ${columns} FROM APM_MASTER__VENDOR WHERE Vendor = 'ACMEST'`)).toEqual([
    {
      work_comp_ins_cmpany: "Mutual",
      work_comp_expir_dt: "2025-01-31",
      work_comp_ins_proof_req: true,
      auto_ins_proof_req: false,
    },
  ]);
  expect(await key("vendors/NOBODY/insurance", policy)).toEqual(refused("vendor not found", 404));
  await run({ jcc: lines(commitmentRecord("SC-1"), itemRecord("SC-1", "1")) });
  expect(await key("vendors/ACMEST/delete")).toEqual(
    refused("vendor ACMEST has commitments, invoices or costs; set it inactive instead"),
  );
  expect((await key("vendors/GONE/delete")).status).toBe(200);
  expect(await sql("SELECT Vendor FROM APM_MASTER__VENDOR")).toEqual([{ vendor: "ACMEST" }]);
});

const invoice = (date: string) =>
  lines(
    `API,"ACMEST","PA-7","Pay app 7",1000.00,,11/20/2024,,,${date},,,,,,`,
    `APD,"SC-1",1,"24-01",,"03-100","SUB",,,1000.00,100.00,,,"Slab",`,
  );

test("payments leave what was paid: the invoice, its payments, and the dollars paid of the job", async () => {
  await run({ jcc: lines(commitmentRecord("SC-1"), itemRecord("SC-1", "1")) });
  await run({ txt: invoice("11/24/2024") });
  expect((await key("invoices/ACMEST/PA-7/pay", { date: "2024-11-28", check_number: "5001" })).status).toBe(200);
  expect((await key("invoices/ACMEST/PA-7/pay", { date: "2024-12-20" })).status).toBe(200);
  expect(await key("invoices/ACMEST/PA-7/pay")).toEqual(refused("invoice ACMEST/PA-7 is paid"));
  expect(await sql("SELECT Payment_Date::text, Amount FROM APM_MASTER__INVOICE_PAYMENT ORDER BY Payment_ID")).toEqual([
    { payment_date: "2024-11-28", amount: "900.00" },
    { payment_date: "2024-12-20", amount: "100.00" },
  ]);
  expect(await sql("SELECT Status, Amount_Paid, Retainage_Paid FROM APM_MASTER__INVOICE")).toEqual([
    { status: "Paid", amount_paid: "1000.00", retainage_paid: "100.00" },
  ]);
  expect(
    await sql(
      "SELECT JTD_Dollars_Paid FROM JCM_MASTER__CATEGORY WHERE Job = '24-01' AND Extra = '' AND Category = 'SUB' AND Cost_Code = '03-100'",
    ),
  ).toEqual([{ jtd_dollars_paid: "1000.00" }]);
  expect(await mistakes()).toEqual([]);
});

test("what is dated in a closed month is refused by every import, and taken when the month is open again", async () => {
  const dated = (date: string) => commitmentRecord("SC-2", { date });
  const change = lines(`CCO,"SC-1","001","More",,"10/05/2024",,,5`, `CCOI,"SC-1","001",1,"More",0,10.00`);
  const estimate = lines(`*,"24-01",""`, `C,"03-100",,"SUB",10312024,0,"",5.00,,,,,`);
  await run({ jcc: lines(commitmentRecord("SC-1", { date: "11/02/2024" }), itemRecord("SC-1", "1")) });
  await key("periods", { month: "2024-10", status: "closed" });
  const words = "Period 10/2024 is closed";
  expect(await run({ jcc: lines(dated("10/31/2024"), itemRecord("SC-2", "1")) })).toContain(words);
  expect(await run({ jcc: change })).toContain(words);
  expect(await run({ jce: estimate })).toContain(words);
  expect(await run({ txt: invoice("10/31/2024") })).toContain(words);
  expect(await sql("SELECT Commitment FROM JCM_MASTER__COMMITMENT")).toEqual([{ commitment: "SC-1" }]);
  // Accounts Payable opens by itself, Job Cost stays closed.
  await key("periods", { application: "AP", month: "2024-10", status: "open" });
  expect(await run({ txt: invoice("10/31/2024") })).toContain("Imported: API ACMEST/PA-7");
  expect(await run({ jce: estimate })).toContain(words);
  await key("periods", { month: "2024-10", status: "open" });
  for (const files of [
    { jcc: lines(dated("10/31/2024"), itemRecord("SC-2", "1")) },
    { jcc: change },
    { jce: estimate },
  ])
    expect(await run(files)).not.toContain("Rejected");
  expect((await key("periods", { month: "2024-13", status: "closed" })).status).toBe(400);
});

test("the pages show it and have the screens; entries of one batch are posted by themselves", async () => {
  await key("contracts", { contract: "K-1", job: "24-01", items: "1000;Shell;600.00" });
  await key("costs", { ...place, amount: "120.50", description: "Lumber" });
  await key("tax-groups", { tax_group: "DALE", rates: "CITY;City;1.25" });
  for (const [path, words] of [
    ["/jobs", "New job"],
    ["/jobs/24-01", "Lumber"],
    ["/vendors/ACMEST", "Delete vendor"],
    ["/contracts", "600.00"],
    ["/taxes", "1.25"],
    ["/periods", "Every total is the sum of its transactions."],
  ] as const)
    expect([path, (await company.page(path)).text.includes(words)]).toEqual([path, true]);
  expect((await company.page("/vendors/NOBODY")).status).toBe(404);
  for (const id of ["SC-1", "SC-2"]) {
    await key("faults", { kind: "posting_held", times: 1 });
    await run({ jcc: lines(commitmentRecord(id), itemRecord(id, "1")) });
  }
  const [first] = await sql("SELECT Batch FROM JCM_NEW__COMMITMENT ORDER BY Commitment");
  expect((await company.page("/unposted")).text).toContain(`value="${first?.batch}">Post batch`);
  expect((await key("post", { batch: first?.batch })).body).toEqual({ posted: ["C SC-1", "CI SC-1/1"] });
  expect(await sql("SELECT Commitment FROM JCM_MASTER__COMMITMENT")).toEqual([{ commitment: "SC-1" }]);
});

test("an amount that is changed by hand moves the totals with it", async () => {
  await run({ jcc: lines(commitmentRecord("SC-1"), itemRecord("SC-1", "1", { amount: "100.00" })) });
  expect((await key("commitments/SC-1/items/1", { amount: "140.00" })).status).toBe(200);
  expect((await key("commitments/SC-1/items/1", { cost_code: "03-200" })).status).toBe(200);
  expect((await key("commitments/SC-1/items/7", { amount: "140.00" })).status).toBe(404);
  const committed =
    "SELECT Cost_Code, Original_Commitment FROM JCM_MASTER__CATEGORY WHERE Category = 'SUB' AND Job = '24-01'";
  expect(await sql(`${committed} AND Extra = '' ORDER BY 1`)).toEqual([
    { cost_code: "03-100", original_commitment: "0.00" },
    { cost_code: "03-200", original_commitment: "140.00" },
  ]);
  expect(await mistakes()).toEqual([]);
});
