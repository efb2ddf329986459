import { expect, test } from "vitest";
import { exportStatuses } from "#lib/core/machines/export-state.ts";
import { outboxPartIds, outboxPartOf, outboxParts, underWay } from "#lib/core/outbox-parts.ts";

test("every status that is not settled is in one part of the outbox", () => {
  const settled = ["proved", "unlinking", "unlinked", "taken_back"];
  for (const status of exportStatuses) {
    const parts = outboxPartIds.filter((part) => (outboxParts[part].statuses as readonly string[]).includes(status));
    expect(parts, status).toHaveLength(settled.includes(status) ? 0 : 1);
    expect(outboxPartOf(status, false), status).toBe(parts[0] ?? null);
  }
});

test("what a person holds is in a part of its own as long as nobody was given it", () => {
  for (const status of ["outbox", "waiting", "queued"] as const) expect(outboxPartOf(status, true)).toBe("hold");
  expect(outboxPartOf("leased", true)).toBe("exporting");
  expect(outboxPartOf("failed", true)).toBe("failed");
  expect(outboxPartOf("taken_back", true)).toBeNull();
});

test("what failed is shown beside what is under way, and is no part of it", () => {
  expect(underWay).not.toContain("failed");
  expect(underWay).toHaveLength(outboxPartIds.length - 1);
});
