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
  await company.control("DELETE", "faults");
  await company.control("POST", "reset");
  await company.control("POST", "load", {
    ...REFERENCE,
    vendors: [...REFERENCE.vendors, { vendor: "OTHER", name: "Other", status: "Active" }],
  });
  const id = "SC-1";
  const items = [itemRecord(id, "1"), itemRecord(id, "2", { code: "03-200", amount: "5000.00" })];
  await run({ jcc: lines(commitmentRecord(id), ...items) });
});

const run: TestCompany["run"] = (files) => company.run(files);

type Head = { vendor?: string; invoice?: string; amount?: string; date?: string; posted?: string };
const head = ({
  vendor = "ACMEST",
  invoice = "PA-7",
  amount = "1500.00",
  date = "03/31/2026",
  posted = "04/01/2026",
}: Head = {}) => `API,"${vendor}","${invoice}","Pay app 7",${amount},,${date},,,${posted},,,,,,`;
type Line = { commitment?: string; item?: string; code?: string; amount?: string; retainage?: string };
const line = ({
  commitment = "SC-1",
  item = "1",
  code = "03-100",
  amount = "1000.00",
  retainage = "100.00",
}: Line = {}) => `APD,"${commitment}",${item},"24-01",,"${code}","SUB",,,${amount},${retainage},,,"Slab",`;
const second = line({ item: "2", code: "03-200", amount: "500.00", retainage: "50.00" });
const sql = async (text: string) => (await company.sql.query(text)).rows;

test("a good invoice is imported, posted and charged to commitment, item and job cost", async () => {
  const { tag, report } = await run({ txt: lines(head(), line(), second) });
  expect(report).toBe("Imported: API ACMEST/PA-7\r\nImported: APD SC-1/1\r\nImported: APD SC-1/2\r\nCompleted\r\n");
  expect(await company.report(`${tag}.post.prn`)).toBe(
    "Posted: API ACMEST/PA-7\r\nPosted: APD SC-1/1\r\nPosted: APD SC-1/2\r\nCompleted\r\n",
  );
  expect(
    await sql("SELECT Amount, Retainage, Invoice_Date::text, Accounting_Date::text FROM APM_MASTER__INVOICE"),
  ).toEqual([{ amount: "1500.00", retainage: "150.00", invoice_date: "2026-03-31", accounting_date: "2026-04-01" }]);
  expect(
    await sql(
      "SELECT Dist_Seq, Commitment_Line_Item, Cost_Code, Amount FROM APM_MASTER__DISTRIBUTION ORDER BY Dist_Seq",
    ),
  ).toEqual([
    { dist_seq: 1, commitment_line_item: 1, cost_code: "03-100", amount: "1000.00" },
    { dist_seq: 2, commitment_line_item: 2, cost_code: "03-200", amount: "500.00" },
  ]);
  expect(await sql("SELECT Invoice FROM APM_NEW__INVOICE UNION SELECT Invoice FROM APM_NEW__DISTRIBUTION")).toEqual([]);
  expect(await sql("SELECT Amount_Invoiced FROM JCM_MASTER__COMMITMENT")).toEqual([{ amount_invoiced: "1500.00" }]);
  expect(await sql("SELECT JTD_Cost, Commitment_Invoiced FROM JCM_MASTER__JOB WHERE Job = '24-01'")).toEqual([
    { jtd_cost: "1500.00", commitment_invoiced: "1500.00" },
  ]);
  const booked = await sql(
    "SELECT Amount, Invoice FROM JCT_CURRENT__TRANSACTION WHERE Transaction_Type = 'AP cost' ORDER BY Sequence",
  );
  expect(booked).toEqual([
    { amount: "1000.00", invoice: "PA-7" },
    { amount: "500.00", invoice: "PA-7" },
  ]);
  expect((await company.page("/invoices")).text).toMatch(/PA-7.*SC-1.*1,500\.00/s);
  expect((await company.effects("invoice.posted")).map(({ natural_key: key }) => key)).toEqual(["ACMEST/PA-7"]);
});

test.each([
  ["a vendor that is not there", lines(head({ vendor: "NOBODY" }), line(), second), "vendor not found"],
  ["a vendor that is asleep", lines(head({ vendor: "GONE" }), line(), second), "vendor is inactive"],
  ["another vendor's commitment", lines(head({ vendor: "OTHER" }), line(), second), "commitment of another vendor"],
  ["a commitment that is not there", lines(head(), line({ commitment: "SC-9" }), second), "commitment not found"],
  ["an item that is not there", lines(head(), line({ item: "9" }), second), "item not found"],
  ["a code that is not the item's", lines(head(), line({ code: "03-200" }), second), "cost code not that of the item"],
  [
    "a sum that differs",
    lines(head({ amount: "1500.01" }), line(), second),
    "amount not equal to distributions 1500.00",
  ],
  ["no distribution", lines(head()), "no distributions"],
  ["a date that is none", lines(head({ date: "02/30/2026" }), line(), second), "invoice date not valid"],
  ["a quoted date", lines(head({ date: '"03/31/2026"' }), line(), second), "invoice date not valid"],
  ["a field too many", lines(`${head()},"x"`, line(), second), "too many fields"],
  ["a distribution by itself", lines(line()), "no header record"],
])("refuses %s, and nothing goes in", async (_, txt, words) => {
  const { tag, report } = await run({ txt });
  expect(report).toContain(words);
  expect(report).toContain("Completed with errors");
  expect(await company.report(`${tag}.reject.txt`)).toBe(txt);
  expect(await sql("SELECT Invoice FROM APM_NEW__INVOICE UNION SELECT Invoice FROM APM_MASTER__INVOICE")).toEqual([]);
});

test("a posted invoice is paid: what is due, then the retainage", async () => {
  await run({ txt: lines(head(), line(), second) });
  const paid = () => sql("SELECT Amount_Paid FROM APM_MASTER__INVOICE");
  expect((await company.control("POST", "invoices/ACMEST/PA-9/pay")).status).toBe(404);
  await company.control("POST", "invoices/ACMEST/PA-7/pay");
  expect(await paid()).toEqual([{ amount_paid: "1350.00" }]);
  await company.control("POST", "invoices/ACMEST/PA-7/pay");
  expect(await paid()).toEqual([{ amount_paid: "1500.00" }]);
});

test("a number is used once for its vendor, also while it is not posted", async () => {
  await company.control("POST", "faults", { kind: "posting_held", times: 1 });
  await run({ txt: lines(head(), line(), second) });
  expect(await sql("SELECT Invoice FROM APM_NEW__INVOICE")).toEqual([{ invoice: "PA-7" }]);
  expect((await run({ txt: lines(head(), line(), second) })).report).toContain("invoice already exists");
  await company.control("POST", "post", {});
  expect(await sql("SELECT Invoice FROM APM_MASTER__INVOICE")).toEqual([{ invoice: "PA-7" }]);
  expect((await run({ txt: lines(head(), line(), second) })).report).toContain("invoice already exists");
});

test("a commitment that is closed or not posted takes no invoice", async () => {
  await company.control("POST", "commitments/SC-1", { closed: true });
  expect((await run({ txt: lines(head(), line(), second) })).report).toContain("commitment is closed");
  await company.control("POST", "faults", { kind: "posting_held", times: 1 });
  await run({ jcc: lines(commitmentRecord("SC-2"), itemRecord("SC-2", "1")) });
  const txt = lines(head({ amount: "1000.00" }), line({ commitment: "SC-2" }));
  expect((await run({ txt })).report).toContain("commitment not posted");
});

test("two invoices of one file are judged one by one", async () => {
  const txt = lines(head(), line(), second, head({ invoice: "PA-8", amount: "1.00" }), line());
  const { tag, report } = await run({ txt });
  expect(report).toContain("Imported: API ACMEST/PA-7");
  expect(await company.report(`${tag}.reject.txt`)).toBe(lines(head({ invoice: "PA-8", amount: "1.00" }), line()));
});
