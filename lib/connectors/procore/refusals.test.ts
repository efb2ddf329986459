import { expect, test } from "vitest";
import { readRefusal, readRowRefusal } from "#lib/connectors/procore/refusals.ts";
import type { Json } from "#lib/core/canonical-json.ts";

test.each<[number, Json, object]>([
  [403, { errors: ["App is not connected to this company."] }, { kind: "permission", code: "access.not_connected" }],
  [
    403,
    { errors: "You do not have permission" },
    { kind: "permission", code: "access.denied", message: "You do not have permission" },
  ],
  [400, { errors: "Missing Procore-Company-Id header!" }, { kind: "permanent", code: "access.company_header" }],
  [
    400,
    { message: "filters[updated_at] is a range", error: "bad filter" },
    { kind: "permanent", code: "request.invalid", message: "bad filter; filters[updated_at] is a range" },
  ],
  [
    400,
    { errors: { title: ["is too long"] } },
    { kind: "validation", code: "value.invalid", fields: { title: ["is too long"] } },
  ],
  [
    422,
    { errors: { title: ["is too long", "is odd"], base: "no" } },
    { kind: "validation", fields: { title: ["is too long", "is odd"], base: ["no"] } },
  ],
  [
    422,
    { errors: { line_items: { "0": { amount: ["is not a number"] } } } },
    { fields: { "line_items.0.amount": ["is not a number"] } },
  ],
  [
    422,
    { errors: { line_items: [{ amount: ["is not a number"] }, null] } },
    { fields: { "line_items.amount": ["is not a number"] } },
  ],
  [
    422,
    { errors: { origin_id: ["has already been taken"] } },
    { code: "origin.in_use", message: "origin_id has already been taken" },
  ],
  [
    422,
    { errors: { title: ["cannot be changed while the contract is synced with the ERP system"] } },
    { code: "record.locked" },
  ],
  [
    401,
    { error: "invalid_client", error_description: "Client authentication failed" },
    { kind: "reconnect", code: "access.credentials", message: "invalid_client; Client authentication failed" },
  ],
  [401, null, { kind: "reconnect", code: "access.token" }],
  [
    422,
    {
      error: {
        code: "VALIDATION",
        message: "Not valid",
        details: [{ field: "amount", message: "is negative" }, "and more"],
      },
    },
    {
      kind: "validation",
      fields: { amount: ["is negative"] },
      message: "VALIDATION; Not valid; and more; amount is negative",
    },
  ],
  [
    422,
    { code: "x1", message: "No", fields: { status: ["is unknown"] }, reason: "because" },
    { fields: { status: ["is unknown"] }, message: "x1; No; because; status is unknown" },
  ],
  [404, { errors: ["The requested resource was not found."] }, { kind: "not_found", code: "record.gone" }],
  [405, null, { kind: "permanent", code: "request.not_offered" }],
  [406, null, { kind: "permanent", code: "request.invalid" }],
  [408, null, { kind: "transient", code: "server.unavailable" }],
  [409, null, { kind: "conflict", code: "record.changed" }],
  [413, null, { kind: "too_large", code: "request.too_large" }],
  [429, { errors: "Hourly limit" }, { kind: "rate", code: "rate.limited" }],
  [302, null, { kind: "permanent", code: "answer.redirect" }],
  [503, null, { kind: "transient", code: "server.unavailable", message: "Procore answered with status 503." }],
])("%i %j", (status, body, expected) => {
  expect(readRefusal(status, body)).toMatchObject(expected);
});

test("the row of a sync is read from its errors, not from what was submitted", () => {
  expect(readRowRefusal({ id: 7, origin_id: "SC-1", errors: { origin_id: ["has already been taken"] } })).toMatchObject(
    { code: "origin.in_use", fields: { origin_id: ["has already been taken"] } },
  );
  expect(readRowRefusal("odd")).toMatchObject({ kind: "validation", message: "odd" });
});

test("field names of any kind are only names, and long texts are cut", () => {
  const body = JSON.parse('{"errors":{"__proto__":["no"],"constructor":["no"]}}') as Json;
  expect(Object.keys(readRefusal(422, body).fields).sort()).toEqual(["__proto__", "constructor"]);
  expect(readRefusal(500, { errors: "x".repeat(9000) }).message.length).toBeLessThanOrEqual(500);
});
