import { describe, expect, test } from "vitest";
import type { Json } from "#lib/core/canonical-json.ts";
import { rawLine, rawPurchaseOrderContract, rawWorkOrderContract } from "#lib/records/commitment/fixtures.ts";
import { readCommitment } from "#lib/records/commitment/model.ts";
import { decode } from "#lib/records/commitment/procore.ts";

const WORK_ORDERS = "work_order_contracts";

function read(raw: Json, kind = WORK_ORDERS) {
  const decoded = decode(kind, raw);
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.refusal));
  return { commitment: readCommitment(decoded.value.body), head: decoded.value.head };
}
function refusalOf(raw: Json, kind = WORK_ORDERS) {
  const decoded = decode(kind, raw);
  return decoded.ok ? null : decoded.refusal;
}
const line = (overrides: Readonly<Record<string, Json>>) =>
  read(rawWorkOrderContract({ line_items: [rawLine(overrides)] })).commitment.lines[0];

test("a work order contract is a subcontract", () => {
  const { commitment, head } = read(rawWorkOrderContract());
  expect(commitment).toMatchObject({
    kind: "subcontract",
    sourceId: "90101",
    projectSourceId: "77",
    vendor: { sourceId: "555", name: "Lumen Works" },
    retainagePercent: "10",
    contractDate: "2026-05-04",
    grandTotal: "48250.00",
    lines: [
      {
        sourceId: "7001",
        costCode: "26-050",
        category: "S",
        quantity: "0",
        unitCost: "0",
        amount: "48250.00",
        isTaxed: false,
      },
    ],
  });
  expect(head).toEqual({
    sourceKind: WORK_ORDERS,
    sourceId: "90101",
    projectSourceId: "77",
    vendorSourceId: "555",
    vendorName: "Lumen Works",
    number: "SC-0007",
    title: "Site electrical",
    amount: "48250.00",
    date: "2026-05-04",
    status: "Approved",
    isApproved: true,
    authors: ["31"],
    updatedAt: "2026-05-04T10:11:12Z",
  });
});

test("a purchase order contract with JSON numbers keeps them as decimal strings", () => {
  const { commitment, head } = read(rawPurchaseOrderContract(), "purchase_order_contracts");
  expect(commitment).toMatchObject({
    kind: "purchase_order",
    retainagePercent: "0",
    grandTotal: "1250.50",
    paymentTerms: "Net 30",
  });
  expect(commitment.lines[0]).toMatchObject({ quantity: "500.2", unit: "LF", unitCost: "2.5", amount: "1250.50" });
  expect(head.amount).toBe("1250.50");
});

test("strings and numbers of the same value give the same body", () => {
  const strings = rawLine({ amount: "48250.00", quantity: "10.0", unit_cost: "4825.0000" });
  const numbers = rawLine({ amount: 48250, quantity: 10, unit_cost: 4825 });
  const body = (entry: Json, id: Json) => read(rawWorkOrderContract({ id, line_items: [entry] })).commitment;
  expect(body(strings, "90101")).toEqual(body(numbers, 90101));
});

describe("cost code and category", () => {
  test.each([
    ["the flat code alone", { cost_code: null, line_item_type: null }, "26-050", "S"],
    ["code and type alone", { wbs_code: null }, "26-050", "S"],
    ["a code without full code", { wbs_code: null, cost_code: { code: "26-050" } }, "26-050", "S"],
    ["a code with points", { wbs_code: { flat_code: "26.050.S" }, cost_code: { full_code: "26.050" } }, "26.050", "S"],
    ["a code with points, type alone", { wbs_code: { flat_code: "26.050.S" }, cost_code: null }, "26.050", "S"],
    [
      "a code with points, no category",
      { wbs_code: { flat_code: "26.050" }, cost_code: { full_code: "26.050" }, line_item_type: null },
      "26.050",
      "",
    ],
    ["the flat code against another cost code", { cost_code: { full_code: "01-000" } }, "26-050", "S"],
    ["no code at all", { wbs_code: null, cost_code: null, line_item_type: null }, "", ""],
  ] as const)("from %s", (_, overrides, costCode, category) => {
    expect(line(overrides)).toMatchObject({ costCode, category, extra: "" });
  });

  test("a code that a sub job bills belongs to the extra", () => {
    const cost_code = {
      full_code: "26-050",
      biller_type: "SubJob",
      biller: { type: "SubJob", code: "PARK", origin_id: null },
    };
    expect(line({ cost_code, wbs_code: { flat_code: "PARK.26-050.S" } })).toMatchObject({
      extra: "PARK",
      costCode: "26-050",
      category: "S",
    });
    expect(line({ cost_code: { full_code: "26-050", biller_type: "Project" } })).toMatchObject({ extra: "" });
  });
});

test("lines stand in the order of their positions", () => {
  const entries = [
    rawLine({ id: 1, position: 2 }),
    rawLine({ id: 2, position: 1 }),
    rawLine({ id: 3, position: null }),
  ];
  expect(read(rawWorkOrderContract({ line_items: entries })).commitment.lines.map((entry) => entry.sourceId)).toEqual([
    "2",
    "1",
    "3",
  ]);
});

test("text comes composed and without blanks around it", () => {
  expect(line({ description: " Cafe\u0301 " })?.description).toBe("Café");
});

test("an unknown status is kept and is not approved", () => {
  expect(read(rawWorkOrderContract({ status: "Awaiting Legal" })).head).toMatchObject({
    status: "Awaiting Legal",
    isApproved: false,
  });
});

test("a deleted contract is readable without its lines and is not approved", () => {
  const raw = rawWorkOrderContract({ deleted_at: "2026-05-05T00:00:00Z", line_items: null });
  expect(read(raw)).toMatchObject({ commitment: { isDeleted: true, lines: [] }, head: { isApproved: false } });
});

test("a contract in another currency says so", () => {
  const currency_configuration = { currency_iso_code: "CAD", base_currency_iso_code: "USD" };
  expect(read(rawWorkOrderContract({ currency_configuration })).commitment.foreignCurrency).toBe("CAD");
  expect(read(rawWorkOrderContract({ currency_configuration: null })).commitment.foreignCurrency).toBe("");
});

test("a contract without company and dates is readable", () => {
  const raw = rawWorkOrderContract({ vendor: null, contract_date: null, number: null, title: null });
  expect(read(raw)).toMatchObject({
    commitment: { vendor: null, contractDate: null, number: "" },
    head: { vendorSourceId: null },
  });
});

describe("what cannot be read is refused with the field", () => {
  test.each([
    ["a list row", rawWorkOrderContract({ line_items: undefined as unknown as Json }), "line_items"],
    ["no project", rawWorkOrderContract({ project: null }), "project"],
    ["no total", rawWorkOrderContract({ grand_total: null }), "grand_total"],
    ["grouped money", rawWorkOrderContract({ grand_total: "48,250.00" }), "grand_total"],
    ["a line without amount", rawWorkOrderContract({ line_items: [rawLine({ amount: "" })] }), "line_items.0.amount"],
    ["an exponent", rawWorkOrderContract({ line_items: [rawLine({ quantity: 1e-9 })] }), "line_items.0.quantity"],
    ["a date that does not exist", rawWorkOrderContract({ contract_date: "2026-02-30" }), "contract_date"],
    ["no moment of change", rawWorkOrderContract({ updated_at: "yesterday" }), "updated_at"],
    ["no id", rawWorkOrderContract({ id: null }), "id"],
    ["a text", "contract", "record"],
    ["nothing", null, "record"],
  ] as const)("%s", (_, raw, field) => {
    expect(refusalOf(raw)).toMatchObject({ code: "input.invalid", params: { field } });
  });

  test("a kind that is none", () => {
    expect(refusalOf(rawWorkOrderContract(), "prime_contracts")).toMatchObject({
      code: "input.invalid",
      params: { field: "kind" },
    });
    expect(refusalOf(rawWorkOrderContract(), "constructor")).toMatchObject({
      code: "input.invalid",
      params: { field: "kind" },
    });
  });
});
