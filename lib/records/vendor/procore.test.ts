import { expect, test } from "vitest";
import type { Json } from "#lib/core/canonical-json.ts";
import { aDirectoryCompany, rawVendor } from "#lib/records/vendor/fixtures.ts";
import { decode } from "#lib/records/vendor/procore.ts";

const read = (over: Readonly<Record<string, Json>> = {}) => {
  const decoded = decode("vendors", rawVendor(over));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.refusal));
  return decoded.value;
};

test("a company of the directory: its name stands for a number, its place beside it, no project and no amount", () => {
  const { body, head } = read();
  expect(body).toEqual(aDirectoryCompany());
  expect(head).toEqual({
    sourceKind: "vendors",
    sourceId: "601",
    projectSourceId: null,
    vendorSourceId: "601",
    vendorName: "Quarry Lane Painting",
    number: "Quarry Lane Painting",
    title: "Denver, CO",
    amount: "0.00",
    status: "Active",
    isApproved: true,
    authors: [],
    updatedAt: "2026-05-13T10:11:12Z",
  });
});

test("what the write-back changes in Procore makes no other body", () => {
  const after = read({ origin_id: "QUARRYLANE", synced_to_erp: true, updated_at: "2026-06-01T00:00:00Z" });
  expect(after.body).toEqual(read().body);
});

test.each([
  ["1 Main St\r\n\r\n  Unit  9 ", ["1 Main St", "Unit 9"]],
  ["1 Main St, Unit 9", ["1 Main St, Unit 9"]],
  ["", []],
  [null, []],
])("the address %j in lines", (address, lines) => {
  expect(read({ address }).body).toMatchObject({ address: lines });
});

test("inactive and deleted companies are told as such; what is missing is empty", () => {
  expect(read({ is_active: false }).head).toMatchObject({ status: "Inactive", isApproved: false });
  expect(read({ deleted_at: "2026-05-14T00:00:00Z" }).head).toMatchObject({ status: "Inactive", isApproved: false });
  const bare = decode("vendors", { id: 7, name: "Bare", updated_at: "2026-05-13T10:11:12Z" });
  expect(bare).toMatchObject({
    ok: true,
    value: { body: { city: "", address: [], isActive: true }, head: { title: "" } },
  });
});

test.each<[string, string, Json, string]>([
  ["another list", "companies", rawVendor(), "kind"],
  ["no id", "vendors", rawVendor({ id: null }), "id"],
  ["no date", "vendors", rawVendor({ updated_at: "yesterday" }), "updated_at"],
  ["no record", "vendors", "text", "record"],
])("cannot be read: %s", (_, kind, raw, field) => {
  expect(decode(kind, raw)).toMatchObject({ ok: false, refusal: { code: "input.invalid", params: { field } } });
});
