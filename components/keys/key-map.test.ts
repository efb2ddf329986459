import { expect, test } from "vitest";
import { isRemappable, keyMapOf, obstacleTo } from "#components/keys/key-map.ts";
import { shortcutIds, shortcuts } from "#components/keys/shortcuts.ts";

const usual = keyMapOf({});

test("without own keys everything is as it comes, and no two clash where both work", () => {
  for (const id of shortcutIds) expect(usual[id]).toEqual(shortcuts[id].keys);
  for (const id of shortcutIds.filter(isRemappable))
    expect([id, obstacleTo(usual, id, usual[id][0] ?? "")?.match(/key of|keys of/) ?? null]).toEqual([id, null]);
});

test("an own key takes the place of the first; the others stay", () => {
  const map = keyMapOf({ next: "ö", accept: "Shift+y" });
  expect(map.next).toEqual(["ö", "ArrowDown"]);
  expect(map.accept).toEqual(["Shift+y"]);
  expect(map.reject).toEqual(["r"]);
});

test("what comes with the product gives way to an own key; the same key may serve on another screen", () => {
  expect(keyMapOf({ accept: "y" }).copyLink).toEqual([]);
  expect(keyMapOf({ accept: "l" }).link).toEqual(["l"]);
});

test("of two own keys that clash the later one is left out; what is fixed cannot be changed", () => {
  const map = keyMapOf({ accept: "b", reject: "b", confirm: "b", tab: "b" });
  expect([map.accept, map.reject, map.confirm]).toEqual([["b"], ["r"], shortcuts.confirm.keys]);
  expect(map.tab).toEqual(shortcuts.tab.keys);
});

test.each([
  ["r", "R is the key of “Reject”."],
  ["g", "G begins G I, the keys of “Inbox”."],
  ["j k", "J is the key of “Next row”, so that J K could not be pressed."],
  ["Mod+w", "belongs to the browser"],
  ["Enter", "belongs to the browser"],
  ["5", "5 is the key of “Decision, Lines, Changes, Preview, Record”."],
])("accept cannot have %s, and is told why", (chord, words) => {
  expect(obstacleTo(usual, "accept", chord)).toContain(words);
});

test.each(["b", "Shift+b", ";", "l", "g b"])("accept can have %s", (chord) => {
  expect(obstacleTo(usual, "accept", chord)).toBeNull();
});
