import { describe, expect, test } from "vitest";
import type { Json } from "#lib/core/canonical-json.ts";
import { rawChange, rawLine } from "#lib/records/budget-change/fixtures.ts";
import { decode } from "#lib/records/budget-change/procore.ts";
import { details, lines } from "#lib/records/budget-change/view.ts";

function decoded(raw: Json) {
  const read = decode("budget_changes", raw);
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value;
}

test("an approved change with lines of the project, of a sub job, and of a code without a budget row", () => {
  const code = { code: "050", full_code: "26-050", name: "Electrical" };
  const biller = { type: "SubJob", code: "P", origin_id: "PARK" };
  const all = [
    rawLine(),
    rawLine({
      id: "2",
      description: null,
      comment: "why",
      wbs_code: { flat_code: "P.26-050.S" },
      cost_code: { ...code, biller_type: "SubJob", biller },
    }),
    rawLine({ id: "3", amount: -20.5, cost_code: null, line_item_type: null, wbs_code: { flat_code: "26-060.M" } }),
    rawLine({ id: "4", line_item_type: null }),
  ];
  const { body, head } = decoded(rawChange({ lines: all, amount: "5529.50", description: "Request 14" }));
  expect(head).toEqual({
    sourceKind: "budget_changes",
    sourceId: "61001",
    projectSourceId: "77",
    parentSourceId: "77",
    vendorSourceId: null,
    vendorName: null,
    number: "3",
    title: "Owner allowance",
    amount: "5529.50",
    status: "approved",
    isApproved: true,
    authors: [],
    updatedAt: "2026-05-20T10:11:12Z",
  });
  expect(lines(body).map(({ extra, costCode, category, amount }) => [extra, costCode, category, amount])).toEqual([
    ["", "26-050", "S", "1850.00"],
    ["PARK", "26-050", "S", "1850.00"],
    ["", "26-060", "M", "-20.50"],
    ["", "26-050", "", "1850.00"],
  ]);
  expect(lines(body)[1]?.description).toBe("why");
  expect(details(body).map(({ label }) => label)).toEqual(["Number", "Title", "Status", "Total", "Description"]);
});

test("draft, void and deleted ones are not approved; a foreign currency is noted", () => {
  expect(decoded(rawChange({ status: "draft" })).head.isApproved).toBe(false);
  expect(decoded(rawChange({ status: "void" })).head.isApproved).toBe(false);
  expect(decoded(rawChange({ deleted_at: "2026-05-21T00:00:00Z" })).head.isApproved).toBe(false);
  const currency_configuration = { currency_iso_code: "CAD", base_currency_iso_code: "USD" };
  expect(decoded(rawChange({ currency_configuration })).body).toMatchObject({ foreignCurrency: "CAD" });
});

describe("what cannot be read is refused with its place", () => {
  test.each<[string, Json, string]>([
    ["no number", rawChange({ number: null }), "number"],
    ["no lines", rawChange({ lines: null }), "lines"],
    ["a line without amount", rawChange({ lines: [rawLine({ amount: null })] }), "lines.0.amount"],
    ["an amount in words", rawChange({ amount: "many" }), "amount"],
  ])("%s", (_, raw, field) => {
    const read = decode("budget_changes", raw);
    expect(read).toMatchObject({ ok: false, refusal: { code: "input.invalid", params: { field } } });
  });
  test("another kind", () => {
    expect(decode("budgets", rawChange())).toMatchObject({ ok: false, refusal: { params: { field: "kind" } } });
  });
});
