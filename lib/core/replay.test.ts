import { expect, test } from "vitest";
import type { Expectation, ExportDocument } from "#lib/core/export-document.ts";
import {
  compareTotals,
  type ItemJobs,
  inProvedOrder,
  masterKey,
  partsOf,
  type ReplayFigure,
} from "#lib/core/replay.ts";

const aDocument = (expectations: readonly Expectation[], over: Partial<ExportDocument> = {}): ExportDocument => ({
  format: 1,
  companyId: "0c1d2e3f-0000-4000-8000-00000000c0de",
  recordType: "commitment",
  sourceId: "1",
  revisionSha256: "a",
  operation: "create",
  erpId: "SC-1",
  tag: "K7Q2M9XA",
  files: [],
  expectations,
  ...over,
});
const anExpectation = (
  table: string,
  key: Record<string, string>,
  rows: Expectation["rows"],
  more: Partial<Expectation> = {},
): Expectation => ({ table, unpostedTable: null, key, rowKey: [], columns: {}, rows, ...more });

const item = (number: string, job: string, amount?: string) => ({
  Item_Number: number,
  Job: job,
  Extra: "",
  Cost_Code: "26-010",
  Category: "SUB",
  ...(amount === undefined ? {} : { Amount: amount }),
});
const commitment = aDocument([
  anExpectation("JCM_MASTER__COMMITMENT", { Commitment: "SC-1" }, [{ Commitment: "SC-1", Vendor: "LUMEN" }]),
  anExpectation("JCM_MASTER__COMMITMENT_ITEM", { Commitment: "SC-1" }, [
    item("1", "24-01", "100.10"),
    item("2", "24-02", "200.20"),
    item("3", "24-01", "0.90"),
  ]),
]);

test("a commitment moves the commitments of its jobs, stands on vendor, jobs and codes, and makes itself", () => {
  const { figures, needs, makes } = partsOf(commitment, new Map());
  expect(figures).toEqual([
    { job: "24-01", measure: "committed", amount: "101.00" },
    { job: "24-02", measure: "committed", amount: "200.20" },
  ]);
  expect(needs.map(masterKey)).toEqual([
    "vendor|LUMEN",
    "job|2401",
    "job|2402",
    "code|2401||26010|SUB",
    "code|2402||26010|SUB",
  ]);
  expect(makes.map(masterKey)).toEqual(["commitment|SC-1"]);
});

test("a change order finds its jobs by the items of its commitment, also by one that it makes itself", () => {
  const jobs: ItemJobs = new Map();
  partsOf(commitment, jobs);
  const key = { Commitment: "SC-1", Commitment_CO: "1" };
  const change = aDocument([
    anExpectation("JCM_MASTER__COMMITMENT_CO", key, [{ Commitment_CO: "1", Amount: "15.00" }]),
    anExpectation("JCM_MASTER__COMMITMENT_CO_ITEM", key, [
      { Item_Number: "2", Amount: "5.00" },
      { Item_Number: "4", Amount: "10.00" },
    ]),
    anExpectation("JCM_MASTER__COMMITMENT_ITEM", { Commitment: "SC-1", Item_Number: "4" }, [item("4", "24-01")]),
  ]);
  expect(partsOf(change, jobs).figures).toEqual([
    { job: "24-02", measure: "changes", amount: "5.00" },
    { job: "24-01", measure: "changes", amount: "10.00" },
  ]);
  expect(partsOf(change, new Map()).figures[0]).toMatchObject({ job: "", amount: "5.00" });
  expect(partsOf(change, jobs).needs.map(masterKey)).toContain("commitment|SC-1");
});

test("an invoice moves what is invoiced and retained; an estimate what lies between before and after", () => {
  const invoice = aDocument([
    anExpectation("APM_MASTER__INVOICE", { Vendor: "LUMEN", Invoice: "7" }, [{ Invoice: "7" }]),
    anExpectation("APM_MASTER__DISTRIBUTION", { Vendor: "LUMEN", Invoice: "7" }, [
      { ...item("", "24-01", "50.00"), Retainage: "5.00", Commitment: "SC-1" },
    ]),
  ]);
  expect(partsOf(invoice, new Map()).figures).toEqual([
    { job: "24-01", measure: "invoiced", amount: "50.00" },
    { job: "24-01", measure: "retainage", amount: "5.00" },
  ]);
  const place = { Job: "24-01", Extra: "", Cost_Code: "26-010", Category: "SUB" };
  const row = (amount: string) => [{ Category: "SUB", Original_Estimate: amount }];
  const estimate = anExpectation("JCM_MASTER__CATEGORY", place, row("125.00"), {
    columns: { Original_Estimate: "number" },
    before: row("100.00"),
  });
  expect(partsOf(aDocument([estimate]), new Map()).figures).toEqual([
    { job: "24-01", measure: "budget", amount: "25.00" },
  ]);
});

test("estimate lines make their codes, named as the mask has them or without punctuation", () => {
  const text = '*,"2401",""\r\nE,"PARK"\r\nC,"26010","","SUB",05042026,0,"",0.00,"","","","","PARK"\r\n';
  const document = aDocument([], { files: [{ step: "Estimates", extension: "jce", text }] });
  expect(partsOf(document, new Map()).makes.map(masterKey)).toEqual(["code|2401|PARK|26010|SUB"]);
});

test("documents go as they were proved, and never before an elder of their family", () => {
  const one = (id: string, familyKey: string, position: number, provedAt: string) => ({
    id,
    familyKey,
    position,
    provedAt,
  });
  const order = inProvedOrder([
    one("younger", "a", 3, "2026-01-01"),
    one("elder", "a", 1, "2026-01-03"),
    one("other", "b", 2, "2026-01-02"),
    one("last", "b", 4, "2026-01-04"),
  ]).map(({ id }) => id);
  expect(order).toEqual(["other", "elder", "younger", "last"]);
});

test("totals are equal to the cent, or the difference is named", () => {
  const figure = (job: string, amount: string, measure: ReplayFigure["measure"] = "committed") => ({
    job,
    measure,
    amount,
  });
  const ledger = [figure("24-01", "100.10"), figure("24-01", "0.20"), figure("24-02", "50")];
  const equal = compareTotals(ledger, [figure("24-01", "100.30"), figure("24-02", "50.00")], []);
  expect(equal).toHaveLength(10);
  expect(equal.every(({ difference, because }) => difference === "0.00" && because === "")).toBe(true);
  const missing = [{ name: "SC-2", figures: [figure("24-02", "50.00")] }];
  const short = compareTotals(ledger, [figure("24-01", "100.29")], missing).filter(({ because }) => because !== "");
  expect(short).toEqual([
    expect.objectContaining({ job: "24-01", difference: "-0.01", because: "Not explained by what was not replayed" }),
    expect.objectContaining({ job: "24-02", difference: "-50.00", because: "Not replayed: SC-2" }),
  ]);
});
