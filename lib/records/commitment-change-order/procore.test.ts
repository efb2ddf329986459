import { describe, expect, test } from "vitest";
import type { Json } from "#lib/core/canonical-json.ts";
import { commitmentChangeOrder } from "#lib/records/commitment-change-order/definition.ts";
import { rawLine, rawPackage, someFacts } from "#lib/records/commitment-change-order/fixtures.ts";
import { readChangeOrder } from "#lib/records/commitment-change-order/model.ts";
import { decode } from "#lib/records/commitment-change-order/procore.ts";
import { details, lines } from "#lib/records/commitment-change-order/view.ts";

const kind = "change_order_packages";
function decoded(raw: Json) {
  const result = decode(kind, raw);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

test("a package becomes a change order with its contract as parent", () => {
  const { body, head } = decoded(rawPackage());
  expect(readChangeOrder(body)).toMatchObject({
    contractSourceId: "90101",
    createdDate: "2026-05-12",
    grandTotal: "1850.00",
    lines: [{ costCode: "26-010", category: "S", amount: "1850.00", quantity: "0" }],
  });
  expect(head).toMatchObject({
    parentSourceId: "90101",
    isApproved: true,
    number: "001",
    authors: ["31"],
    vendorSourceId: null,
  });
  expect(commitmentChangeOrder.parent?.(body)).toEqual({
    sourceKinds: ["work_order_contracts", "purchase_order_contracts"],
    sourceId: "90101",
  });
});

test.each([
  ["pending", null, false],
  ["approved", null, true],
  ["Approved", null, true],
  ["approved", "2026-05-14T00:00:00Z", false],
])("%s, deleted %s: may go %s", (status, deleted_at, isApproved) => {
  expect(decoded(rawPackage({ status, deleted_at })).head.isApproved).toBe(isApproved);
});

test("lines keep their order, sub job and amounts", () => {
  const subJob = { cost_code: { full_code: "26-010", biller_type: "SubJob", biller_origin_id: "PARK" } };
  const raw = rawPackage({
    line_items: [
      rawLine({ id: 2, position: 2, total_amount: -12.5, wbs_code: { flat_code: "PARK.26-010.S" }, ...subJob }),
      rawLine({ id: 1, position: 1, total_amount: null, extended_amount: "7" }),
    ],
  });
  expect(
    lines(decoded(raw).body).map(({ number, extra, costCode, amount }) => [number, extra, costCode, amount]),
  ).toEqual([
    ["1", "", "26-010", "7.00"],
    ["2", "PARK", "26-010", "-12.50"],
  ]);
});

describe("refused", () => {
  test.each<[string, string, Json, string]>([
    ["another list", "budgets", rawPackage(), "kind"],
    ["a prime contract's", kind, rawPackage({ type: "PrimeContractChangeOrder" }), "type"],
    ["no contract", kind, rawPackage({ contract_id: null }), "contract_id"],
    ["no project", kind, rawPackage({ project_id: null }), "project"],
    ["a list row", kind, rawPackage({ line_items: null }), "line_items"],
    [
      "a line without amount",
      kind,
      rawPackage({ line_items: [rawLine({ total_amount: null, extended_amount: null })] }),
      "line_items.0.total_amount",
    ],
    ["an exponent", kind, rawPackage({ grand_total: "1e5" }), "grand_total"],
  ])("%s", (_, of, raw, field) => {
    expect(decode(of, raw)).toMatchObject({ ok: false, refusal: { code: "input.invalid", params: { field } } });
  });
});

test("proposals: number, the day it was made but no future day, the title where it fits", () => {
  const prefill = (raw: Json) => commitmentChangeOrder.prefill(decoded(raw).body, someFacts());
  expect(prefill(rawPackage({ number: "co1" }))).toEqual({
    sageId: "CO1",
    date: "2026-05-12",
    description: "More outlets",
  });
  expect(prefill(rawPackage({ created_at: "2027-01-01T00:00:00Z", title: "x".repeat(31) }))).toMatchObject({
    date: "2026-05-20",
    description: "",
  });
});

test("a family is the commitment, also when its id has a slash", () => {
  expect(commitmentChangeOrder.familyKey("SC/7/001")).toBe("commitment:SC/7");
  expect(commitmentChangeOrder.familyKey("sc-7/001")).toBe("commitment:SC-7");
});

test("details leave out what is empty", () => {
  const labels = details(decoded(rawPackage({ description: "" })).body).map(({ label }) => label);
  expect(labels).toEqual(["Number", "Title", "Status", "Total", "Created", "Executed"]);
});
