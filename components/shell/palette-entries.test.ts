import { expect, test } from "vitest";
import { containsWords, paletteGroups } from "#components/shell/palette-entries.ts";
import type { RecordHit } from "#lib/views/record-hits.ts";
import type { NavEntry } from "#lib/views/screens.ts";

const inbox: NavEntry = { href: "/inbox", label: "Inbox", key: "g i", isAllowed: true, reason: null, badge: null };
const hit: RecordHit = {
  kind: "item",
  id: "1",
  href: "/items/1",
  label: "SC-001",
  detail: "Drywall",
  state: "ready",
  lane: "clean",
  amount: "10.00",
};
const labels = (...args: Parameters<typeof paletteGroups>) =>
  paletteGroups(...args).map(({ label, items }) => [label, items.map((entry) => entry.label)]);

test("every word typed has to begin one of the line, in any order and case", () => {
  const line = { label: "Accept the selection", detail: "Decide" };
  expect(containsWords(line, "SELECTION accept")).toBe(true);
  expect(containsWords(line, "sel ac")).toBe(true);
  expect(containsWords(line, "accept all")).toBe(false);
  expect(containsWords(line, "el")).toBe(false);
});

test("only what this screen can do is a command; moves are none", () => {
  expect(labels("", ["accept", "next", "goOutbox", "palette"], [], null)).toEqual([
    ["Commands", ["Accept and go to the next", "Go to Outbox"]],
  ]);
});

test("the views of the inbox are open to those who see it", () => {
  expect(labels("blocked", [], [inbox], null)).toEqual([["Views", ["Inbox: Blocked"]]]);
  expect(labels("blocked", [], [{ ...inbox, isAllowed: false }], null)).toEqual([]);
});

test("records come as found, and lead on to all of them where there are more", () => {
  expect(labels("wall", [], [inbox], { rows: [hit], hasMoreItems: false })).toEqual([["Items", ["SC-001"]]]);
  const more = paletteGroups("dry wall", [], [inbox], { rows: [hit], hasMoreItems: true }).at(-1);
  expect(more?.items[0]?.target).toEqual({ href: "/inbox?tab=all&q=dry%20wall" });
  expect(labels("dry wall", [], [], { rows: [hit], hasMoreItems: true })).toEqual([["Items", ["SC-001"]]]);
});
