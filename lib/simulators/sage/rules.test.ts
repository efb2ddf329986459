import { describe, expect, test } from "vitest";
import { planChangeOrders } from "#lib/simulators/sage/change-order-rules.ts";
import { planCommitments } from "#lib/simulators/sage/commitment-rules.ts";
import { groupDocuments, rejectOrphans } from "#lib/simulators/sage/documents.ts";
import { type EstimateKind, planEstimates } from "#lib/simulators/sage/estimate-rules.ts";
import type { Facts, RuleContext } from "#lib/simulators/sage/facts.ts";
import { parseFile } from "#lib/simulators/sage/parser.ts";
import { emptyPlan, type Plan } from "#lib/simulators/sage/plan.ts";
import { readScript } from "#lib/simulators/sage/script.ts";
import { commitmentRecord, type ItemChange, itemRecord, lines } from "#lib/simulators/sage/test-company.ts";

const NEVER = { refusal: () => undefined, partial: () => undefined };
const facts = (): Facts => ({
  closedThrough: "2025-12-31",
  vendors: [
    { vendor: "ACMEST", status: "Active" },
    { vendor: "GONE", status: "Inactive" },
  ],
  commitments: [
    { commitment: "OLD", state: "posted", closed: false },
    { commitment: "SHUT", state: "posted", closed: true },
    { commitment: "WAIT", state: "unposted", closed: false },
    { commitment: "DEAD", state: "deleted", closed: true },
  ],
  jobs: [
    { job: "24-01", status: "In progress", finalized: false },
    { job: "24-02", status: "Closed", finalized: false },
    { job: "24-03", status: "In progress", finalized: true },
  ],
  extras: [{ job: "24-01", extra: "PARK" }],
  costCodes: [
    { job: "24-01", extra: "", costCode: "03-100", isGroup: false },
    { job: "24-01", extra: "", costCode: "03-000", isGroup: true },
    { job: "24-01", extra: "PARK", costCode: "03-200", isGroup: false },
    { job: "24-03", extra: "", costCode: "03-100", isGroup: false },
  ],
  categories: [
    { job: "24-01", extra: "", costCode: "03-100", category: "SUB" },
    { job: "24-01", extra: "PARK", costCode: "03-200", category: "SUB" },
  ],
  standardCodes: [
    { costCode: "03-300", description: "Slabs", isGroup: false, accumulateAs: null },
    { costCode: "04-000", description: "Masonry", isGroup: true, accumulateAs: null },
  ],
  standardCategories: [
    { category: "SUB", description: "Subcontract", accumulateAs: "Subcontract" },
    { category: "MAT", description: "Material", accumulateAs: "Material" },
  ],
  taxGroups: ["STATE"],
  items: [
    { commitment: "OLD", item: 1, unitCost: "0", tax: "0" },
    { commitment: "OLD", item: 2, unitCost: "12.50", tax: "0" },
    { commitment: "OLD", item: 3, unitCost: "12.50", tax: "1.00" },
  ],
  changeOrders: [{ commitment: "OLD", changeOrder: "001" }],
});
const context = (change: Partial<RuleContext> = {}): RuleContext => ({
  facts: facts(),
  today: "2026-11-24",
  tag: "TAG",
  allowsNewCostCodes: false,
  interference: NEVER,
  ...change,
});

function planJcc(text: string, change: Partial<RuleContext> = {}): Plan {
  const plan = emptyPlan();
  const { documents, orphans } = groupDocuments(parseFile("jcc", Buffer.from(text, "latin1")));
  planCommitments(
    plan,
    documents.filter(({ header }) => header.record === "C"),
    context(change),
  );
  planChangeOrders(
    plan,
    documents.filter(({ header }) => header.record === "CCO"),
    context(change),
  );
  rejectOrphans(plan, orphans);
  return plan;
}
const planJce = (text: string, kind: EstimateKind = "Estimates", change: Partial<RuleContext> = {}): Plan => {
  const plan = emptyPlan();
  planEstimates(plan, parseFile("jce", Buffer.from(text, "latin1")), kind, context(change));
  return plan;
};

describe("commitment header", () => {
  test.each([
    [commitmentRecord("SC-1"), null],
    [commitmentRecord("SC-1", { type: "2" }), null],
    [commitmentRecord("SC-1", { retainage: "0" }), null],
    [commitmentRecord("SC-1", { retainage: "100" }), null],
    [commitmentRecord("SC-1", { retainage: "" }), null],
    [commitmentRecord("SC-1", { type: "3" }), "type not 1 or 2"],
    [commitmentRecord("SC-1", { vendor: "NOBODY" }), "vendor not found"],
    [commitmentRecord("SC-1", { vendor: "GONE" }), "vendor inactive"],
    [commitmentRecord("SC-1", { retainage: "100.01" }), "retainage not 0 to 100"],
    [commitmentRecord("SC-1", { retainage: "-1" }), "retainage not 0 to 100"],
    [commitmentRecord("SC-1", { date: "02/30/2026" }), "date not valid"],
    [commitmentRecord("OLD"), "commitment already exists"],
    [commitmentRecord("WAIT"), "commitment already exists"],
    [commitmentRecord("DEAD"), "commitment was used before"],
  ])("%s: %s", (header, words) => {
    const id = header.split('"')[1] ?? "";
    const plan = planJcc(lines(header, itemRecord(id, "1")));
    expect(plan.rejected).toEqual(words === null ? [] : [`Rejected: line 1 C ${id}: ${words}`]);
    expect(plan.rows.commitments).toHaveLength(words === null ? 1 : 0);
    expect([...plan.rejectLines]).toEqual(words === null ? [] : [1, 2]);
  });

  test("a second document of the same id in one file is refused", () => {
    const text = lines(commitmentRecord("SC-1"), itemRecord("SC-1", "1"));
    expect(planJcc(text + text).rejected).toEqual(["Rejected: line 3 C SC-1: commitment already exists"]);
  });
  test("a header without items is refused", () => {
    expect(planJcc(lines(commitmentRecord("SC-1"))).rejected).toEqual(["Rejected: line 1 C SC-1: no items"]);
  });
  test("an item without header is refused by itself", () => {
    const plan = planJcc(lines(commitmentRecord("SC-1"), itemRecord("SC-1", "1"), itemRecord("SC-2", "1")));
    expect(plan.rejected).toEqual(["Rejected: line 3 CI SC-2/1: no header record"]);
    expect(plan.rows.commitments).toHaveLength(1);
  });
});

describe("commitment item", () => {
  const cases: [string, ItemChange, string | null][] = [
    ["1", {}, null],
    ["1", { job: "2401", code: "03100" }, null],
    ["99999", {}, null],
    ["0", {}, "item number not 1 to 99999"],
    ["1", { job: "99-99" }, "job not found"],
    ["1", { job: "24-02" }, "job is closed"],
    ["1", { extra: "PARK", code: "03-200" }, null],
    ["1", { extra: "NONE" }, "extra not found"],
    ["1", { extra: "PARK", code: "03-100" }, "cost code not found"],
    ["1", { code: "03-200" }, "cost code not found"],
    ["1", { code: "03-000" }, "group cost code"],
    ["1", { category: "MAT" }, "category not found"],
    ["1", { category: "ZZZ" }, "category not standard"],
    ["1", { taxGroup: "STATE" }, null],
    ["1", { taxGroup: "NONE" }, "tax group not found"],
    ["1", { units: "3", unitCost: "33.3333", amount: "100.00" }, null],
    ["1", { units: "3", unitCost: "33.3333", amount: "100.01" }, "units x unit cost not amount"],
    ["1", { units: "10", unitCost: "10", tax: "8.25", amount: "108.25" }, null],
    ["1", { units: "1", unitCost: "999999.99", amount: "999999.99" }, null],
    ["1", { units: "1", unitCost: "999999.991", amount: "999999.99" }, "unit cost over 999,999.99"],
    ["1", { amount: "999999999.99" }, null],
    ["1", { retainage: "101" }, "retainage not 0 to 100"],
    ["1", { unit: "SEVENCH" }, "unit description over 6 characters"],
  ];
  test.each(cases)("item %s %j: %s", (item, change, words) => {
    const plan = planJcc(lines(commitmentRecord("SC-1"), itemRecord("SC-1", item, change)));
    expect(plan.rejected).toEqual(words === null ? [] : [`Rejected: line 2 CI SC-1/${item}: ${words}`]);
    expect(plan.rows.items).toHaveLength(words === null ? 1 : 0);
  });

  test("ids without punctuation are stored in the spelling of the company", () => {
    const plan = planJcc(lines(commitmentRecord("SC-1"), itemRecord("SC-1", "1", { job: "2401", code: "03100" })));
    expect(plan.rows.items[0]).toMatchObject({ job: "24-01", cost_code: "03-100", retainage_percent: "10" });
  });
  test("an item number is used once, and one bad line rejects the whole", () => {
    const plan = planJcc(lines(commitmentRecord("SC-1"), itemRecord("SC-1", "1"), itemRecord("SC-1", "1")));
    expect(plan.rejected).toEqual(["Rejected: line 3 CI SC-1/1: item number used twice"]);
    expect([...plan.rejectLines]).toEqual([1, 2, 3]);
    expect(plan.imported).toEqual([]);
  });
  test("an unreadable line spoils the document it stands in", () => {
    const plan = planJcc(`${lines(commitmentRecord("SC-1"), itemRecord("SC-1", "1"))}garbage\r\n`);
    expect(plan.rejected).toEqual(["Rejected: line 3 ? ?: record not known"]);
    expect([...plan.rejectLines]).toEqual([1, 2, 3]);
  });
  test("halves go in when the import is made to: named lines, else bad ones, else the last", () => {
    const text = lines(
      commitmentRecord("SC-1"),
      itemRecord("SC-1", "1"),
      itemRecord("SC-1", "2"),
      itemRecord("SC-1", "3"),
    );
    const partial = (items?: number[]) => ({ ...NEVER, partial: () => ({ items, words: "line not written" }) });
    const numbers = (plan: Plan) => plan.rows.items.map((row) => row.item_number);
    expect(numbers(planJcc(text, { interference: partial([1]) }))).toEqual([2, 3]);
    expect(numbers(planJcc(text, { interference: partial() }))).toEqual([1, 2]);
    const bad = text.replace('"03-100"', '"99-999"');
    const plan = planJcc(bad, { interference: partial() });
    expect(numbers(plan)).toEqual([2, 3]);
    expect([...plan.rejectLines]).toEqual([2]);
    expect(plan.rows.commitments[0]).toMatchObject({ amount: "240000.00" });
  });
});

describe("change order", () => {
  const head = (id: string, change = "002", date = "11/24/2026", status = "5"): string =>
    `CCO,"${id}","${change}","Thicker slab",,"${date}",,,${status}`;
  const item = (id: string, number: string, amounts = "0,8500.00"): string =>
    `CCOI,"${id}","002",${number},"More",${amounts}`;
  test.each([
    [head("OLD"), item("OLD", "1"), null],
    [head("OLD"), item("OLD", "1", "-1,-8500.00"), null],
    [head("OLD"), item("OLD", "2", "2,25.00"), null],
    [head("OLD"), item("OLD", "3", "2,26.00"), null],
    [head("NONE"), item("NONE", "1"), "line 1 CCO NONE/002: commitment not found"],
    [head("WAIT"), item("WAIT", "1"), "line 1 CCO WAIT/002: commitment not posted"],
    [head("DEAD"), item("DEAD", "1"), "line 1 CCO DEAD/002: commitment not found"],
    [head("SHUT"), item("SHUT", "1"), "line 1 CCO SHUT/002: commitment is closed"],
    [head("OLD", "001"), item("OLD", "1").replace("002", "001"), "line 1 CCO OLD/001: change order already exists"],
    [head("OLD", "002", "11/25/2026"), item("OLD", "1"), "line 1 CCO OLD/002: date in the future"],
    [head("OLD", "002", "11/24/2026", "1"), item("OLD", "1"), "line 1 CCO OLD/002: status not 5"],
    [head("OLD"), item("OLD", "9"), "line 2 CCOI OLD/002/9: item not found"],
    [head("OLD"), item("OLD", "2", "2,26.00"), "line 2 CCOI OLD/002/2: unit cost mismatch"],
  ])("%s %s: %s", (header, line, words) => {
    const plan = planJcc(lines(header, line));
    if (words === null) expect(plan.rejected).toEqual([]);
    else expect(plan.rejected[0]).toBe(`Rejected: ${words}`);
    expect(plan.rows.changeOrders).toHaveLength(words === null ? 1 : 0);
    expect([...plan.rejectLines]).toEqual(words === null ? [] : [1, 2]);
  });
  test("one line per item, and at least one line", () => {
    expect(planJcc(lines(head("OLD"), item("OLD", "1"), item("OLD", "1"))).rejected).toEqual([
      "Rejected: line 3 CCOI OLD/002/1: item changed twice",
    ]);
    expect(planJcc(lines(head("OLD"))).rejected).toEqual(["Rejected: line 1 CCO OLD/002: no items"]);
  });
});

describe("estimates", () => {
  const job = '*,"24-01",';
  const line = (code: string, category = "SUB", amount = "100.00", extra = ""): string =>
    `C,"${code}",,"${category}",03312026,0,"",${amount},,,,,${extra === "" ? "" : `"${extra}"`}`;
  test("a missing job is made, with its codes from the standard list", () => {
    const plan = planJce(lines('*,"25-01","New"', line("03-300")));
    expect(plan.rejected).toEqual([]);
    expect(plan.rows.jobs).toEqual([{ job: "25-01", description: "New", status: "Unstarted" }]);
    expect(plan.rows.costCodes[0]).toMatchObject({ cost_code: "03-300", description: "Slabs" });
    expect(plan.rows.categories[0]).toMatchObject({ category: "SUB", description: "Subcontract" });
  });
  test.each([
    [lines(job, line("03-100")), []],
    [lines(job, line("03-100", "MAT")), []],
    [lines(job, 'E,"NEW","Extra"', line("03-300", "SUB", "1.00", "NEW")), []],
    [lines(job, line("03-200", "SUB", "1.00", "PARK")), []],
    [lines(job, line("03-000")), ["Rejected: line 2 C 24-01/03-000/SUB: group cost code"]],
    [lines(job, line("04-000")), ["Rejected: line 2 C 24-01/04-000/SUB: group cost code"]],
    [lines(job, line("77-777")), ["Rejected: line 2 C 24-01/77-777/SUB: cost code not standard"]],
    [lines(job, line("03-100", "SUB", "1.00", "NONE")), ["Rejected: line 2 C 24-01/NONE/03-100/SUB: extra not found"]],
    [lines('*,"24-02",', line("03-100")), ["Rejected: line 1 * 24-02: job is closed"]],
    [lines(line("03-100")), ["Rejected: line 1 C ?/03-100/SUB: no job record"]],
    [lines('*,"24-03",', line("03-100")), ["Rejected: line 2 C 24-03/03-100/SUB: original estimate finalized"]],
    [lines('*,"24-03",', line("03-100", "SUB", "0")), []],
    [
      lines(job, line("03-100").replace("03312026", "03322026")),
      ["Rejected: line 2 C 24-01/03-100/SUB: date not valid"],
    ],
  ])("%j", (text, rejected) => {
    expect(planJce(text).rejected).toEqual(rejected);
  });
  test("a category that is not standard stops the whole import", () => {
    const plan = planJce(lines('*,"25-01","New"', line("03-300"), line("03-300", "ZZZ")));
    expect(plan.rejected).toEqual(["Rejected: line 3 C 25-01/03-300/ZZZ: category not standard"]);
    expect([...plan.rejectLines]).toEqual([1, 2, 3]);
    expect(plan.rows.jobs).toEqual([]);
    expect(plan.rows.transactions).toEqual([]);
  });
  test("other bad lines are left out one by one, with the job record to import them again", () => {
    const plan = planJce(lines(job, line("03-100"), line("77-777")));
    expect([...plan.rejectLines].sort()).toEqual([1, 3]);
    expect(plan.rows.transactions).toHaveLength(1);
  });
  test("codes off the standard list are made when the option is on", () => {
    const plan = planJce(lines(job, line("77-777")), "Estimates", { allowsNewCostCodes: true });
    expect(plan.rows.costCodes[0]).toMatchObject({ cost_code: "77-777" });
  });
  test("a finalized estimate still takes approved changes", () => {
    const plan = planJce(lines('*,"24-03",', line("03-100")), "EstimatesCO");
    expect(plan.rejected).toEqual([]);
    expect(plan.rows.transactions[0]).toMatchObject({ transaction_type: "Aprvd est changes" });
  });
});

describe("trigger", () => {
  test("steps name the files of their own tag only", () => {
    expect(readScript("K7", "Estimates,K7.jce\r\nCommitments,K7.jcc\r\n").map((step) => step.kind)).toEqual([
      "Estimates",
      "Commitments",
    ]);
    const bad = [
      "",
      "Payroll,K7.jcc",
      "Commitments,K8.jcc",
      "Commitments,../K7.jcc",
      "Commitments,K7.jce",
      "constructor,K7.jce",
    ];
    for (const script of bad) expect(readScript("K7", script).map((step) => step.kind)).toEqual(["Invalid"]);
  });
});
