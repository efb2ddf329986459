import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  commitmentRecord,
  itemRecord,
  lines,
  openTestCompany,
  REFERENCE,
  type TestCompany,
  until,
} from "#lib/simulators/sage/test-company.ts";

let company: TestCompany;

beforeAll(async () => {
  company = await openTestCompany();
  await company.start();
});
afterAll(() => company.close());
beforeEach(async () => {
  await company.control("DELETE", "faults");
  await company.control("POST", "reset");
  await company.control("POST", "load", REFERENCE);
});

const subcontract = (id: string): string =>
  lines(
    commitmentRecord(id),
    itemRecord(id, "1"),
    itemRecord(id, "2", { code: "03-200", units: "10", unitCost: "12.50", amount: "125.00" }),
  );

const newTag = () => company.newTag();
const finished = (tag: string) => company.finished(tag);
const run: TestCompany["run"] = (files) => company.run(files);

test("a good subcontract is imported, posted and added to the totals", async () => {
  const { tag, report } = await run({ jcc: subcontract("SC-1") });
  expect(report).toBe("Imported: C SC-1\r\nImported: CI SC-1/1\r\nImported: CI SC-1/2\r\nCompleted\r\n");
  expect(await company.report(`${tag}.post.prn`)).toBe(
    "Posted: C SC-1\r\nPosted: CI SC-1/1\r\nPosted: CI SC-1/2\r\nCompleted\r\n",
  );
  expect(await company.report(`${tag}.reject.jcc`)).toBeUndefined();
  expect(await company.spool()).toEqual([]);
  const head = await company.sql.query(
    "SELECT Commitment_Type, Vendor, Job, Amount, Retainage_Percent FROM JCM_MASTER__COMMITMENT WHERE Commitment = 'SC-1'",
  );
  expect(head.rows).toEqual([
    { commitment_type: "Subcontract", vendor: "ACMEST", job: "24-01", amount: "120125.00", retainage_percent: "10" },
  ]);
  const unposted = await company.sql.query("SELECT Commitment FROM JCM_NEW__COMMITMENT");
  expect(unposted.rows).toEqual([]);
  const totals = await company.sql.query(
    "SELECT Cost_Code, Original_Commitment, Revised_Commitment FROM JCM_MASTER__CATEGORY WHERE Original_Commitment <> 0 ORDER BY Cost_Code",
  );
  expect(totals.rows).toEqual([
    { cost_code: "03-100", original_commitment: "120000.00", revised_commitment: "120000.00" },
    { cost_code: "03-200", original_commitment: "125.00", revised_commitment: "125.00" },
  ]);
  const job = await company.sql.query("SELECT Original_Commitment FROM JCM_MASTER__JOB WHERE Job = '24-01'");
  expect(job.rows).toEqual([{ original_commitment: "120125.00" }]);
  const transactions = await company.sql.query(
    "SELECT Transaction_Type, Amount FROM JCT_CURRENT__TRANSACTION ORDER BY Sequence",
  );
  expect(transactions.rows).toEqual([
    { transaction_type: "Committed cost", amount: "120000.00" },
    { transaction_type: "Committed cost", amount: "125.00" },
  ]);
  expect((await company.effects()).map((row) => [row.kind, row.natural_key, row.amount])).toEqual([
    ["commitment.imported", "SC-1", "120125.00"],
    ["commitment.posted", "SC-1", "120125.00"],
  ]);
});

test("a change order moves the approved changes of commitment, item and totals", async () => {
  await run({ jcc: subcontract("SC-1") });
  const jcc = lines(
    'CCO,"SC-1","001","Thicker slab",,"03/20/2026",,,5',
    'CCOI,"SC-1","001",1,"Thicker slab",0,8500.00',
    'CCOI,"SC-1","001",2,,-2,-25.00',
  );
  const { report, tag } = await run({ jcc });
  expect(report).toBe(
    "Imported: CCO SC-1/001\r\nImported: CCOI SC-1/001/1\r\nImported: CCOI SC-1/001/2\r\nCompleted\r\n",
  );
  expect(await company.report(`${tag}.post.prn`)).toContain("Posted: CCO SC-1/001\r\n");
  const head = await company.sql.query("SELECT Amount, Approved_Changes FROM JCM_MASTER__COMMITMENT");
  expect(head.rows).toEqual([{ amount: "120125.00", approved_changes: "8475.00" }]);
  const items = await company.sql.query(
    "SELECT Description, Approved_Commitment_CO_Units, Approved_Commitment_CO_Amount FROM JCM_MASTER__COMMITMENT_ITEM ORDER BY Item_Number",
  );
  expect(items.rows).toEqual([
    { description: "Thicker slab", approved_commitment_co_units: "0", approved_commitment_co_amount: "8500.00" },
    { description: "Slab on grade", approved_commitment_co_units: "-2", approved_commitment_co_amount: "-25.00" },
  ]);
  const job = await company.sql.query(
    "SELECT Original_Commitment, Approved_Commitment_Changes, Revised_Commitment FROM JCM_MASTER__JOB WHERE Job = '24-01'",
  );
  expect(job.rows).toEqual([
    { original_commitment: "120125.00", approved_commitment_changes: "8475.00", revised_commitment: "128600.00" },
  ]);
});

test("an item added to a posted commitment is posted with nothing on it, and the change order moves it", async () => {
  await run({ jcc: subcontract("SC-1") });
  const jce = lines('*,"24-01",', 'C,"03-300",,"SUB",03202026,0,"",0,,,,,');
  const jcc = lines(
    itemRecord("SC-1", "3", { code: "03-300", amount: "0.00" }),
    'CCO,"SC-1","001","Topping slab",,"03/20/2026",,"Per the owner",5',
    'CCOI,"SC-1","001",3,"Topping slab",0,8500.00',
  );
  const { report, tag } = await run({ jce, jcc });
  expect(report.split("\r\n").slice(2)).toEqual([
    "Imported: CCO SC-1/001",
    "Imported: CI SC-1/3",
    "Imported: CCOI SC-1/001/3",
    "Completed",
    "",
  ]);
  expect(await company.report(`${tag}.post.prn`)).toContain(
    "Posted: CI SC-1/3\r\nPosted: CCO SC-1/001\r\nPosted: CCOI SC-1/001/3\r\n",
  );
  const columns = "Item_Number, Cost_Code, Amount, Approved_Commitment_CO_Amount";
  const items = await company.sql.query(`SELECT ${columns} FROM JCM_MASTER__COMMITMENT_ITEM WHERE Item_Number > 2`);
  expect(items.rows).toEqual([
    { item_number: 3, cost_code: "03-300", amount: "0.00", approved_commitment_co_amount: "8500.00" },
  ]);
  const head = await company.sql.query("SELECT Amount, Approved_Changes FROM JCM_MASTER__COMMITMENT");
  expect(head.rows).toEqual([{ amount: "120125.00", approved_changes: "8500.00" }]);
  const change = await company.sql.query("SELECT Status, Scope, Amount FROM JCM_MASTER__COMMITMENT_CO");
  expect(change.rows).toEqual([{ status: "Approved", scope: "Per the owner", amount: "8500.00" }]);
  const code = await company.sql.query(
    "SELECT Original_Commitment, Revised_Commitment FROM JCM_MASTER__CATEGORY WHERE Cost_Code = '03-300'",
  );
  expect(code.rows).toEqual([{ original_commitment: "0", revised_commitment: "8500.00" }]);
  const effects = (await company.effects()).filter((row) => row.natural_key === "SC-1/001");
  expect(effects.map((row) => [row.kind, row.amount])).toEqual([
    ["change_order.imported", "8500.00"],
    ["change_order.posted", "8500.00"],
  ]);
});

test("a change order with an item that cannot be added goes nowhere, and comes back byte for byte", async () => {
  await run({ jcc: subcontract("SC-1") });
  const bad = lines(
    itemRecord("SC-1", "3", { code: "99-999", amount: "0.00" }),
    'CCO,"SC-1","001","More",,"03/20/2026",,,5',
    'CCOI,"SC-1","001",3,"More",0,8500.00',
  );
  const { report, tag } = await run({ jcc: bad });
  expect(report).toBe("Rejected: line 1 CI SC-1/3: cost code not found\r\nCompleted with errors\r\n");
  expect(await company.report(`${tag}.reject.jcc`)).toBe(bad);
  const { rows } = await company.sql.query("SELECT Item_Number FROM JCM_MASTER__COMMITMENT_ITEM ORDER BY Item_Number");
  expect(rows).toEqual([{ item_number: 1 }, { item_number: 2 }]);
  expect((await run({ jcc: bad.replace("99-999", "03-100") })).report).toContain("Imported: CI SC-1/3");
});

test("a held change order stands unposted with its new item until somebody posts it", async () => {
  await run({ jcc: subcontract("SC-1") });
  await company.control("POST", "faults", { kind: "posting_held" });
  const jcc = lines(
    itemRecord("SC-1", "3", { amount: "0.00" }),
    'CCO,"SC-1","001","More",,"03/20/2026",,,5',
    'CCOI,"SC-1","001",3,"More",0,8500.00',
  );
  await run({ jcc });
  const unposted = await company.sql.query(`SELECT Item_Number FROM JCM_NEW__COMMITMENT_ITEM
    UNION ALL SELECT Item_Number FROM JCM_NEW__COMMITMENT_CO_ITEM`);
  expect(unposted.rows).toEqual([{ item_number: 3 }, { item_number: 3 }]);
  expect((await run({ jcc })).report).toContain("CCO SC-1/001: change order already exists");
  await company.control("DELETE", "faults");
  await company.control("POST", "post", { commitment: "SC-1" });
  const { rows } = await company.sql.query("SELECT Approved_Changes FROM JCM_MASTER__COMMITMENT");
  expect(rows).toEqual([{ approved_changes: "8500.00" }]);
  expect((await company.sql.query("SELECT Item_Number FROM JCM_NEW__COMMITMENT_ITEM")).rows).toEqual([]);
});

const JOB_RECORD = '*,"24-01",';
const estimate = (amount: string): string =>
  lines(JOB_RECORD, `C,"03-100",,"MAT",03312026,120,"CY",${amount},,,,,`, 'C,"03-300",,"LAB",03312026,0,"",0,,,,,');

test("estimates double when the same file comes again; missing codes and categories are made", async () => {
  const first = await run({ jce: estimate("18000.00") });
  expect(first.report).toBe(
    "Imported: * 24-01\r\nImported: C 24-01/03-100/MAT\r\nImported: C 24-01/03-300/LAB\r\nCompleted\r\n",
  );
  await company.send(first.tag, { jce: estimate("18000.00") });
  await until("two estimates", async () => (await company.effects("estimate.posted")).length === 4);
  const { rows } = await company.sql.query(
    "SELECT Original_Estimate, Total_Estimate FROM JCM_MASTER__CATEGORY WHERE Job = '24-01' AND Cost_Code = '03-100' AND Category = 'MAT'",
  );
  expect(rows).toEqual([{ original_estimate: "36000.00", total_estimate: "36000.00" }]);
  const made = await company.sql.query(
    "SELECT Description FROM JCM_MASTER__COST_CODE WHERE Job = '24-01' AND Cost_Code = '03-300'",
  );
  expect(made.rows).toEqual([{ description: "Slabs" }]);
});

test("an approved estimate change goes beside the original estimate", async () => {
  const tag = newTag();
  await company.send(tag, { jce: estimate("500.00"), script: `EstimatesCO,${tag}.jce\r\n` });
  await finished(tag);
  const { rows } = await company.sql.query(
    "SELECT Original_Estimate, Approved_Estimate_Changes, Total_Estimate FROM JCM_MASTER__CATEGORY WHERE Job = '24-01' AND Cost_Code = '03-100' AND Category = 'MAT'",
  );
  expect(rows).toEqual([{ original_estimate: "0", approved_estimate_changes: "500.00", total_estimate: "500.00" }]);
});

test("the zero estimate of a run makes the codes that its commitment needs", async () => {
  const jce = lines('*,"24-09","New job"', 'E,"E1","Annex"', 'C,"03-300",,"SUB",03312026,0,"",0,,,,,"E1"');
  const jcc = lines(commitmentRecord("SC-9"), itemRecord("SC-9", "1", { job: "24-09", extra: "E1", code: "03-300" }));
  const { report } = await run({ jce, jcc });
  expect(report).toBe(
    "Imported: * 24-09\r\nImported: E 24-09/E1\r\nImported: C 24-09/E1/03-300/SUB\r\nImported: C SC-9\r\nImported: CI SC-9/1\r\nCompleted\r\n",
  );
  const { rows } = await company.sql.query("SELECT Status FROM JCM_MASTER__JOB WHERE Job = '24-09'");
  expect(rows).toEqual([{ status: "Unstarted" }]);
});

test("two documents in one file are judged apart and the reject file has the same bytes", async () => {
  const bad = lines(
    commitmentRecord("SC-B"),
    itemRecord("SC-B", "1"),
    itemRecord("SC-B", "2", { code: "99-999" }).replace("Slab", "D\xe9p\xf4t"),
  );
  const { tag, report } = await run({ jcc: bad + subcontract("SC-A") });
  expect(report).toBe(
    "Imported: C SC-A\r\nImported: CI SC-A/1\r\nImported: CI SC-A/2\r\nRejected: line 3 CI SC-B/2: cost code not found\r\nCompleted with errors\r\n",
  );
  expect(await company.report(`${tag}.reject.jcc`)).toBe(bad);
  const { rows } = await company.sql.query("SELECT Commitment FROM JCM_MASTER__COMMITMENT");
  expect(rows).toEqual([{ commitment: "SC-A" }]);
});

test("an id is used once: posted, unposted and deleted commitments refuse it", async () => {
  await run({ jcc: subcontract("SC-1") });
  expect((await run({ jcc: subcontract("SC-1") })).report).toContain(
    "Rejected: line 1 C SC-1: commitment already exists",
  );
  await company.control("POST", "faults", { kind: "posting_held" });
  await run({ jcc: subcontract("SC-2") });
  expect((await run({ jcc: subcontract("SC-2") })).report).toContain("line 1 C SC-2: commitment already exists");
  await company.control("POST", "commitments/SC-1/delete");
  expect((await run({ jcc: subcontract("SC-1") })).report).toContain("line 1 C SC-1: commitment was used before");
  const { rows } = await company.sql.query("SELECT Original_Commitment FROM JCM_MASTER__JOB WHERE Job = '24-01'");
  expect(rows).toEqual([{ original_commitment: "0.00" }]);
});

test("a missing file and an unknown step are reported", async () => {
  const tag = newTag();
  await company.send(tag, { script: `Commitments,${tag}.jcc\r\nPayroll,${tag}.jcc\r\nCommitments,../x.jcc\r\n` });
  expect(await finished(tag)).toBe(
    `Rejected: line 0 FILE ${tag}.jcc: file not found\r\nRejected: line 2 RUN ${tag}: step not known\r\n` +
      `Rejected: line 3 RUN ${tag}: file name not of this run\r\nCompleted with errors\r\n`,
  );
});

test("runs are taken up in the order of their appearance, many a second", async () => {
  const tags = Array.from({ length: 60 }, newTag);
  await company.control("POST", "faults", { kind: "slow", ms: 200, times: 1, match: tags[0] });
  for (const [index, tag] of tags.entries()) await company.send(tag, { jcc: subcontract(`Q-${index}`) });
  const started = Date.now();
  for (const tag of tags) await finished(tag);
  expect((await company.effects("commitment.posted")).map((row) => row.tag)).toEqual(tags);
  expect(Date.now() - started).toBeLessThan(10_000);
});
