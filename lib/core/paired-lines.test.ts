import { expect, test } from "vitest";
import { type Item, type Line, pairedLines } from "#lib/core/paired-lines.ts";

const line = (sourceId: string, costCode: string, amount: string, description = ""): Line => {
  return { sourceId, extra: "", costCode, category: "SUB", amount, description };
};
const item = (number: number, costCode: string, amount: string, description = ""): Item => {
  return { item: number, extra: "", costCode, category: "SUB", amount, description };
};

test("items in another order are found by code and amount", () => {
  const lines = [line("a", "26-010", "100.00"), line("b", "26-020", "200.00")];
  expect(pairedLines(lines, [item(1, "26-020", "200"), item(2, "26-010", "100")])).toEqual(["b", "a"]);
});

test("of lines on one code the amount decides, then the words", () => {
  const lines = [line("a", "26-010", "100.00", "North"), line("b", "26-010", "250.00", "South")];
  expect(pairedLines(lines, [item(1, "26-010", "250", "x"), item(2, "26-010", "100", "y")])).toEqual(["b", "a"]);
  expect(pairedLines(lines, [item(1, "26-010", "7", "south "), item(2, "26-010", "8", "NORTH")])).toEqual(["b", "a"]);
});

test("what two could be is nobody's; what is left alone on its code is found by it", () => {
  const lines = [line("a", "26-010", "100.00"), line("b", "26-010", "100.00"), line("c", "26-020", "5.00")];
  const items = [item(1, "26-010", "100"), item(2, "26-010", "100"), item(5, "26-020", "9")];
  expect(pairedLines(lines, items)).toEqual(["", "", "", "", "c"]);
  expect(pairedLines(lines, [item(1, "99-000", "100")])).toEqual([""]);
  expect(pairedLines(lines, [])).toEqual([]);
});
