import { expect, test } from "vitest";
import { rowChanges } from "#lib/core/row-changes.ts";

test("columns that differ are named as people read them; what the mirror notes for itself is not there", () => {
  const before = { name: "Lumen", address_1: null, is_gone: false, seen_at: "1", company_id: "a" };
  const after = { name: "Lumen Works", address_1: "1 Main", is_gone: true, seen_at: "2", company_id: "b" };
  expect(rowChanges(before, after)).toEqual([
    { label: "Address 1", before: "", after: "1 Main" },
    { label: "Gone", before: "no", after: "yes" },
    { label: "Name", before: "Lumen", after: "Lumen Works" },
  ]);
});

test("rows that say the same have no changes, whichever way nothing is written", () => {
  expect(rowChanges({ city: null, zip: "1" }, { city: "", zip: "1" })).toEqual([]);
});
