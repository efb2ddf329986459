import { describe, expect, test } from "vitest";
import type { Json } from "#lib/core/canonical-json.ts";
import { rawForecast, rawRow } from "#lib/records/cost-forecast/fixtures.ts";
import { decode } from "#lib/records/cost-forecast/procore.ts";
import { details, lines } from "#lib/records/cost-forecast/view.ts";

function decoded(raw: Json) {
  const read = decode("cost_forecasts", raw);
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value;
}

test("a forecast with lines of the project and of a sub job, and a formula without a result", () => {
  const biller = { type: "SubJob", code: "P", origin_id: "PARK" };
  const code = { code: "050", full_code: "26-050", name: "Electrical", biller_type: "SubJob", biller };
  const rows = [
    rawRow(),
    rawRow({ id: 6002, estimated_cost_at_completion: 1000.5, cost_code: code }),
    rawRow({ id: 6003, estimated_cost_at_completion: null, forecast_to_complete: "" }),
  ];
  const { body, head } = decoded(rawForecast({ rows }));
  expect(head).toEqual({
    sourceKind: "cost_forecasts",
    sourceId: "77",
    projectSourceId: "77",
    parentSourceId: "77",
    vendorSourceId: null,
    vendorName: null,
    number: "Forecast",
    title: "Cost forecast",
    amount: "51100.50",
    status: "Budget locked",
    isApproved: true,
    authors: [],
    updatedAt: "2026-05-20T10:11:12Z",
  });
  expect(lines(body).map((line) => [line.extra, line.costCode, line.category, line.amount, line.description])).toEqual([
    ["", "26-050", "S", "50100.00", "Electrical; to complete 2000.50"],
    ["PARK", "26-050", "S", "1000.50", "Electrical; to complete 2000.50"],
    ["", "26-050", "S", "0.00", "Electrical; to complete 0.00"],
  ]);
  expect(details(body).map(({ value }) => value)).toEqual(["Locked", "Cost Forecast", "51100.50", "4001.00", "3"]);
});

test("the moment of reading is not part of the content", () => {
  const [one, two] = [rawForecast(), rawForecast({ updated_at: "2026-06-01T00:00:00Z" })].map(decoded);
  expect(two?.body).toEqual(one?.body);
});

test("the forecast of an unlocked budget is not approved, one without lines is deleted", () => {
  expect(decoded(rawForecast({ locked: false })).head).toMatchObject({ status: "Budget unlocked", isApproved: false });
  const gone = decoded(rawForecast({ rows: [], deleted_at: "2026-05-20T10:11:12Z" }));
  expect(gone).toMatchObject({ head: { isApproved: false, amount: "0.00" }, body: { isDeleted: true, lines: [] } });
});

describe("what cannot be read is refused with its place", () => {
  test.each<[string, Json, string]>([
    ["no lock", rawForecast({ locked: null }), "locked"],
    ["no word on the column", rawForecast({ has_at_completion: null }), "has_at_completion"],
    ["a row without id", rawForecast({ rows: [rawRow({ id: null })] }), "rows.0.id"],
    [
      "an amount in words",
      rawForecast({ rows: [rawRow({ forecast_to_complete: "many" })] }),
      "rows.0.forecast_to_complete",
    ],
    ["no object", "x", "record"],
  ])("%s", (_, raw, field) => {
    const read = decode("cost_forecasts", raw);
    expect(read).toMatchObject({ ok: false, refusal: { code: "input.invalid", params: { field } } });
  });
  test("another kind", () => {
    expect(decode("budgets", rawForecast())).toMatchObject({ ok: false, refusal: { params: { field: "kind" } } });
  });
});
