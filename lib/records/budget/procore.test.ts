import { describe, expect, test } from "vitest";
import type { Json } from "#lib/core/canonical-json.ts";
import { rawBudget, rawRow } from "#lib/records/budget/fixtures.ts";
import { decode } from "#lib/records/budget/procore.ts";
import { details, lines } from "#lib/records/budget/view.ts";

function decoded(raw: Json) {
  const read = decode("budgets", raw);
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value;
}

test("a budget with lines of the project and of a sub job, with and without cost type", () => {
  const code = { code: "050", full_code: "26-050", name: "Electrical" };
  const rows = [
    rawRow(),
    rawRow({
      id: 6002,
      original_budget_amount: 1000.5,
      cost_code: { ...code, biller_type: "SubJob", biller: { type: "SubJob", code: "P", origin_id: "PARK" } },
    }),
    rawRow({ id: 6003, original_budget_amount: null, line_item_type: null }),
    rawRow({ id: 6004, cost_code: null }),
  ];
  const { body, head } = decoded(rawBudget({ rows }));
  expect(head).toEqual({
    sourceKind: "budgets",
    sourceId: "77",
    projectSourceId: "77",
    vendorSourceId: null,
    vendorName: null,
    number: "Budget",
    title: "Original budget",
    amount: "97500.50",
    status: "Locked",
    isApproved: true,
    authors: [],
    updatedAt: "2026-05-20T10:11:12Z",
  });
  expect(lines(body).map(({ extra, costCode, category, amount }) => [extra, costCode, category, amount])).toEqual([
    ["", "26-050", "S", "48250.00"],
    ["PARK", "26-050", "S", "1000.50"],
    ["", "26-050", "", "0.00"],
    ["", "", "S", "48250.00"],
  ]);
  expect(lines(body)[0]?.description).toBe("Electrical");
  expect(details(body).map(({ value }) => value)).toEqual(["Locked", "97500.50", "4"]);
});

test("the moment of reading is not part of the content", () => {
  const [one, two] = [rawBudget(), rawBudget({ updated_at: "2026-06-01T00:00:00Z" })].map(decoded);
  expect(two?.body).toEqual(one?.body);
});

test("an unlocked budget is not approved, one without lines is deleted", () => {
  expect(decoded(rawBudget({ locked: false })).head).toMatchObject({ status: "Unlocked", isApproved: false });
  const gone = decoded(rawBudget({ rows: [], deleted_at: "2026-05-20T10:11:12Z" }));
  expect(gone).toMatchObject({ head: { isApproved: false, amount: "0.00" }, body: { isDeleted: true, lines: [] } });
});

describe("what cannot be read is refused with its place", () => {
  test.each<[string, Json, string]>([
    ["no lock", rawBudget({ locked: null }), "locked"],
    ["no rows", rawBudget({ rows: null }), "rows"],
    ["a row without id", rawBudget({ rows: [rawRow({ id: null })] }), "rows.0.id"],
    [
      "an amount in words",
      rawBudget({ rows: [rawRow({ original_budget_amount: "many" })] }),
      "rows.0.original_budget_amount",
    ],
    ["no object", "x", "record"],
  ])("%s", (_, raw, field) => {
    const read = decode("budgets", raw);
    expect(read).toMatchObject({ ok: false, refusal: { code: "input.invalid", params: { field } } });
  });
  test("another kind", () => {
    expect(decode("contracts", rawBudget())).toMatchObject({ ok: false, refusal: { params: { field: "kind" } } });
  });
});
