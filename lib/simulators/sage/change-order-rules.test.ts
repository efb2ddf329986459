import { expect, test } from "vitest";
import { planChangeOrders } from "#lib/simulators/sage/change-order-rules.ts";
import { groupDocuments, rejectOrphans } from "#lib/simulators/sage/documents.ts";
import type { Facts } from "#lib/simulators/sage/facts.ts";
import { parseFile } from "#lib/simulators/sage/parser.ts";
import { emptyPlan, type Plan } from "#lib/simulators/sage/plan.ts";
import { type ItemChange, itemRecord, lines } from "#lib/simulators/sage/test-company.ts";

const posted = (commitment: string) => ({ commitment, state: "posted" as const, closed: false });
const facts: Facts = {
  closedThrough: "2025-12-31",
  vendors: [],
  commitments: [posted("OLD"), posted("TWO"), { ...posted("SHUT"), closed: true }],
  jobs: [{ job: "24-01", status: "In progress", finalized: false }],
  extras: [],
  costCodes: [{ job: "24-01", extra: "", costCode: "03-100", isGroup: false }],
  categories: [{ job: "24-01", extra: "", costCode: "03-100", category: "SUB" }],
  standardCodes: [],
  standardCategories: [{ category: "SUB", description: "Subcontract", accumulateAs: null }],
  taxGroups: [],
  items: [{ commitment: "OLD", item: 1, unitCost: "0", tax: "0" }],
  changeOrders: [],
};

function plan(...records: string[]): Plan {
  const made = emptyPlan();
  const { documents, orphans } = groupDocuments(parseFile("jcc", Buffer.from(lines(...records), "latin1")));
  const interference = { refusal: () => undefined, partial: () => undefined };
  const context = { facts, today: "2026-11-24", tag: "TAG", allowsNewCostCodes: false, interference };
  planChangeOrders(made, documents, context);
  rejectOrphans(made, orphans);
  return made;
}

/** An item with nothing on it, as a change order adds it. */
const addition = (id: string, item: string, change: ItemChange = {}) =>
  itemRecord(id, item, { amount: "0.00", ...change });
const head = (id: string, change = "001") => `CCO,"${id}","${change}","More",,"11/24/2026",,,5`;
const item = (id: string, number: string, change = "001") => `CCOI,"${id}","${change}",${number},"More",0,8500.00`;

test("items of a posted commitment are added in front of the change order that changes them", () => {
  const made = plan(addition("OLD", "2"), head("OLD"), item("OLD", "1"), item("OLD", "2"));
  expect(made.rejected).toEqual([]);
  expect(made.imported).toEqual([
    "Imported: CCO OLD/001",
    "Imported: CI OLD/2",
    "Imported: CCOI OLD/001/1",
    "Imported: CCOI OLD/001/2",
  ]);
  const place = { job: "24-01", cost_code: "03-100", category: "SUB" };
  expect(made.rows.items).toMatchObject([{ commitment: "OLD", item_number: 2, amount: "0.00", ...place }]);
  expect(made.rows.commitments).toEqual([]);
  expect(made.rows.changeOrders).toMatchObject([{ commitment: "OLD", commitment_co: "001", amount: "17000.00" }]);
  expect(made.rows.changeOrderItems.map((row) => row.item_number)).toEqual([1, 2]);
});

test.each([
  [
    "a number that is there",
    [addition("OLD", "1"), head("OLD"), item("OLD", "1")],
    "line 1 CI OLD/1: item already exists",
  ],
  [
    "a number twice",
    [addition("OLD", "2"), addition("OLD", "2"), head("OLD"), item("OLD", "2")],
    "line 2 CI OLD/2: item number used twice",
  ],
  [
    "a code that is not there",
    [addition("OLD", "2", { code: "99-999" }), head("OLD"), item("OLD", "2")],
    "line 1 CI OLD/2: cost code not found",
  ],
  [
    "a closed commitment",
    [addition("SHUT", "2"), head("SHUT"), item("SHUT", "2")],
    "line 2 CCO SHUT/001: commitment is closed",
  ],
  ["nothing changed", [addition("OLD", "2"), head("OLD")], "line 2 CCO OLD/001: no items"],
  [
    "another commitment's item",
    [addition("TWO", "2"), head("TWO"), item("TWO", "3")],
    "line 3 CCOI TWO/001/3: item not found",
  ],
] as const)("refused with the whole change order: %s", (_, records, words) => {
  const made = plan(...records);
  expect(made.rejected[0]).toBe(`Rejected: ${words}`);
  expect([...made.rejectLines].sort()).toEqual(records.map((_record, at) => at + 1));
  expect([made.rows.items, made.rows.changeOrders, made.rows.changeOrderItems, made.imported]).toEqual([
    [],
    [],
    [],
    [],
  ]);
});

test("an added item without a change order has no header; it does not spoil another commitment's change order", () => {
  const made = plan(addition("TWO", "1"), head("OLD"), item("OLD", "1"));
  expect(made.rejected).toEqual(["Rejected: line 1 CI TWO/1: no header record"]);
  expect(made.rows.changeOrders).toHaveLength(1);
  expect(made.rows.items).toEqual([]);
});

test("an item that one change order adds is not yet there for the next one of the same file", () => {
  const made = plan(addition("OLD", "2"), head("OLD"), item("OLD", "2"), head("OLD", "002"), item("OLD", "2", "002"));
  expect(made.rejected).toEqual(["Rejected: line 5 CCOI OLD/002/2: item not found"]);
  expect(made.rows.changeOrders).toMatchObject([{ commitment_co: "001" }]);
});

test("a change order is used once in a file, and its id once more in another commitment", () => {
  const again = plan(head("OLD"), item("OLD", "1"), head("OLD"), item("OLD", "1"));
  expect(again.rejected[0]).toContain("CCO OLD/001: change order already exists");
  const both = plan(head("OLD"), item("OLD", "1"), addition("TWO", "1"), head("TWO"), item("TWO", "1"));
  expect(both.rejected).toEqual([]);
  expect(both.rows.changeOrders).toMatchObject([{ commitment: "OLD" }, { commitment: "TWO" }]);
});
