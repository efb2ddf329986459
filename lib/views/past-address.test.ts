import { expect, test } from "vitest";
import { inboxAt, itemAt, pageAt, pastPageOf, pastPathOf, projectAt } from "#lib/views/past-address.ts";

const at = "2026-03-01T10:00:00.000Z";

test("an instant is in the address, after what is there already", () => {
  expect(itemAt("1", at)).toBe("/items/1?at=2026-03-01T10%3A00%3A00.000Z");
  expect(projectAt("1", at)).toBe("/projects/1?at=2026-03-01T10%3A00%3A00.000Z");
  expect(inboxAt(at)).toBe("/inbox/past?at=2026-03-01T10%3A00%3A00.000Z");
  expect(pageAt("/vendors?q=a%20b", at)).toBe("/vendors?q=a%20b&at=2026-03-01T10%3A00%3A00.000Z");
});

test("a page that has a past keeps what it is narrowed by; an instant and what is chosen on it stay behind", () => {
  expect(pastPathOf("/inbox", "?tab=clean&q=a+b&item=5&group=vendor")).toBe("/inbox/past?tab=clean&q=a+b");
  expect(pastPathOf("/inbox/past", `?at=${at}&sort=number&dir=asc`)).toBe("/inbox/past?sort=number&dir=asc");
  expect(pastPathOf("/outbox", "?show=waiting")).toBe("/inbox/past?tab=outbox");
  expect(pastPathOf("/items/1", "?section=lines")).toBe("/items/1");
  expect(pastPathOf("/projects", "?q=24")).toBe("/projects?q=24");
  expect(pastPathOf("/projects/1", "")).toBe("/projects/1");
  expect(pastPathOf("/vendors", "?tab=linked&side=sage")).toBe("/vendors");
  expect(pastPathOf("/settings", "")).toBe("/settings");
});

test("a page without a past has none", () => {
  for (const path of ["/health", "/projects/1/costs", "/projects/1/documents", "/reconcile", "/history", "/items"])
    expect([path, pastPathOf(path, "")]).toEqual([path, null]);
});

test("an event leads to the page that it changed", () => {
  const link = { vendorId: "1", name: "A & B", sageVendor: "AB" };
  expect(pastPageOf({ kind: "vendor.linked", ...link })).toBe("/vendors?q=A%20%26%20B");
  expect(pastPageOf({ kind: "project.unlinked", projectId: "7", name: "X", job: "1" })).toBe("/projects/7");
  expect(pastPageOf({ kind: "settings.changed", note: "", before: {}, after: {} })).toBe("/settings");
  expect(pastPageOf({ kind: "item.gone" })).toBeNull();
});
