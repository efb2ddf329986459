import { expect, test } from "vitest";
import { usualLayout, withMove, withShown, withWidth } from "#components/inbox/column-layout.ts";
import { ColumnLayout } from "#lib/views/column-layout.ts";
import { columnWidths, inboxColumnIds } from "#lib/views/inbox-columns.ts";

const ids = (layout: ColumnLayout) => layout.map(({ id }) => id);

test("the usual layout is one that can be saved", () => {
  expect(ColumnLayout.safeParse(usualLayout).success).toBe(true);
  expect(ids(usualLayout)).not.toContain("moved");
});

test("a column moves by one place and no further than the edge", () => {
  expect(ids(withMove(usualLayout, "number", -1)).slice(0, 2)).toEqual(["number", "state"]);
  expect(withMove(usualLayout, "state", -1)).toBe(usualLayout);
  expect(withMove(usualLayout, "findings", 1)).toBe(usualLayout);
});

test("a width stays within its bounds", () => {
  const widthOf = (width: number) => withWidth(usualLayout, "title", width).find(({ id }) => id === "title")?.width;
  expect([widthOf(1), widthOf(300.4), widthOf(99_999)]).toEqual([columnWidths.least, 300, columnWidths.most]);
});

test("a column is hidden and shown again once; the number cannot be hidden", () => {
  const less = withShown(usualLayout, "vendor", false);
  expect(ids(less)).not.toContain("vendor");
  expect(ids(withShown(less, "vendor", true)).at(-1)).toBe("vendor");
  expect(withShown(usualLayout, "vendor", true)).toBe(usualLayout);
  expect(withShown(usualLayout, "number", false)).toBe(usualLayout);
  const all = inboxColumnIds.reduce((layout, id) => withShown(layout, id, true), usualLayout);
  expect(ColumnLayout.safeParse(all).success).toBe(true);
});
