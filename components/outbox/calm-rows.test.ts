import { expect, test } from "vitest";
import { calmRows } from "#components/outbox/calm-rows.ts";
import type { OutboxRow } from "#lib/views/screens.ts";

const row = (id: string, version = 1) => ({ id, version }) as OutboxRow;
const shown = (rows: ReturnType<typeof calmRows>) =>
  rows.map((one) => `${one.row.id}${one.row.version}${one.isGone ? " gone" : ""}`);

test("without the pointer the list is as the server has it", () => {
  expect(shown(calmRows(calmRows([], [row("a"), row("b")], false), [row("c"), row("b")], false))).toEqual(["c1", "b1"]);
});

test("under the pointer rows keep their places; new ones come at the end", () => {
  const before = calmRows([], [row("a"), row("b"), row("c")], false);
  const held = calmRows(before, [row("new"), row("c", 2), row("a")], true);
  expect(shown(held)).toEqual(["a1", "b1 gone", "c2", "new1"]);
  expect(shown(calmRows(held, [row("b", 3)], true))).toEqual(["a1 gone", "b3", "c2 gone", "new1 gone"]);
});
