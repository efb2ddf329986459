import { expect, test } from "vitest";
import { pastFilterOf } from "#components/past/past-filter.ts";
import { PastInboxFilter } from "#lib/views/past.ts";

const at = "2026-03-14T10:12:00Z";

test.each([
  {},
  { tab: "synced", sort: "amount", dir: "asc" },
  { tab: "second", sort: "nothing", dir: "up" },
  { tab: ["all", "mine"], sort: null, dir: undefined },
  { q: "steel", type: "commitment", project: "p-1", vendor: "v-1", assignee: "none" },
  { q: "", type: "", project: null },
] as const)("%j is read as the query reads it", (address) => {
  const { after: _, limit, ...filter } = PastInboxFilter.parse({ ...given(address), at });
  expect(limit).toBe(100);
  expect(pastFilterOf(address, at)).toStrictEqual(filter);
});

test("what is too long to be an id is left out, long words are cut: the query takes what is asked", () => {
  const long = "x".repeat(200);
  const filter = pastFilterOf({ q: long, type: long, project: long, vendor: long, assignee: long }, at);
  expect(filter).toStrictEqual({ at, q: "x".repeat(100), tab: "ready", sort: "sent", dir: "desc" });
  expect(PastInboxFilter.safeParse(filter).success).toBe(true);
});

/** What an address bar has: no empty words, no lists. */
function given(address: object): object {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => typeof value === "string" && value !== ""));
}
