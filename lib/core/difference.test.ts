import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differenceOf, isSame, lineColumns, type Version } from "#lib/core/difference.ts";
import { isEqual, subtract, sum } from "#lib/core/money.ts";
import type { LineView } from "#lib/core/record-type.ts";

const line = (key: string, over: Partial<LineView> = {}): LineView => ({
  key,
  number: key,
  extra: "",
  costCode: "03-100",
  category: "SUB",
  description: `Line ${key}`,
  quantity: "",
  unit: "",
  unitCost: "",
  amount: "100.00",
  retainage: "",
  ...over,
});
const version = (lines: readonly LineView[], details: Version["details"] = []): Version => ({
  amount: sum(lines.map((one) => one.amount)),
  details,
  lines,
});
const shape = (before: Version, after: Version) =>
  differenceOf(before, after).lines.map(({ key, kind, columns }) => [key, kind, ...columns]);

describe("what differs between two versions", () => {
  test("the same version twice differs in nothing", () => {
    const one = version([line("1"), line("2")], [{ label: "Title", value: "Site work", kind: "text" }]);
    const difference = differenceOf(one, structuredClone(one));
    expect(isSame(difference)).toBe(true);
    expect(difference.lines.map((entry) => entry.kind)).toEqual(["same", "same"]);
  });

  test("lines are paired by identity: one that moved is a changed number, not two other lines", () => {
    const before = version([line("a", { number: "1" }), line("b", { number: "2" })]);
    const after = version([line("b", { number: "1" }), line("a", { number: "2" })]);
    expect(shape(before, after)).toEqual([
      ["b", "changed", "number"],
      ["a", "changed", "number"],
    ]);
    expect(isSame(differenceOf(before, after))).toBe(false);
  });

  test("added, removed and changed lines stand in the order of the later version, what is gone where it was", () => {
    const before = version([line("a"), line("b"), line("c")]);
    const after = version([line("a"), line("c", { amount: "150.00", costCode: "03-200" }), line("d")]);
    expect(shape(before, after)).toEqual([
      ["a", "same"],
      ["b", "removed"],
      ["c", "changed", "costCode", "amount"],
      ["d", "added"],
    ]);
    expect(differenceOf(before, after).net).toBe("50.00");
  });

  test("fields by their label, also those that only one version has", () => {
    const before = version(
      [],
      [
        { label: "Title", value: "Site work", kind: "text" },
        { label: "Start", value: "2026-05-01", kind: "date" },
      ],
    );
    const after = version(
      [],
      [
        { label: "Title", value: "Sitework", kind: "text" },
        { label: "Total", value: "12.00", kind: "money" },
      ],
    );
    expect(differenceOf(before, after).fields).toEqual([
      { label: "Title", kind: "text", before: "Site work", after: "Sitework" },
      { label: "Start", kind: "date", before: "2026-05-01", after: "" },
      { label: "Total", kind: "money", before: "", after: "12.00" },
    ]);
  });

  test("two lines of one key are two lines", () => {
    const before = version([line("a"), line("a", { amount: "7.00" })]);
    const after = version([line("a"), line("a", { amount: "8.00" })]);
    expect(shape(before, after)).toEqual([
      ["a", "same"],
      ["a#2", "changed", "amount"],
    ]);
  });

  test("differences shown are the differences made, no more and no less", () => {
    const text = fc.constantFrom("", "x", "y");
    const money = fc.constantFrom("0.00", "10.00", "-3.50");
    const aLine = fc.record({ description: text, costCode: text, unit: text, amount: money });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(20), { maxLength: 8 }),
        fc.uniqueArray(fc.nat(20), { maxLength: 8 }),
        fc.array(aLine, { minLength: 21, maxLength: 21 }),
        fc.array(aLine, { minLength: 21, maxLength: 21 }),
        (left, right, old, now) => {
          const before = version(left.map((n) => line(`${n}`, old[n])));
          const after = version(right.map((n) => line(`${n}`, now[n])));
          const { lines, net } = differenceOf(before, after);
          expect(new Set(lines.map((one) => one.key))).toEqual(new Set([...left, ...right].map(String)));
          for (const { key, kind, columns } of lines) {
            const [was, is] = [before, after].map((one) => one.lines.find((entry) => entry.key === key));
            if (!was || !is) expect(kind).toBe(was ? "removed" : "added");
            else expect(columns).toEqual(lineColumns.filter((column) => was[column] !== is[column]));
          }
          const byLine = lines.map((one) => subtract(one.after?.amount ?? "0", one.before?.amount ?? "0"));
          expect(isEqual(net, sum(byLine))).toBe(true);
        },
      ),
    );
  });
});
