import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as money from "#lib/core/money.ts";

const digits = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: min, maxLength: max });
const amount = fc
  .tuple(fc.constantFrom("", "-"), digits(1, 20), digits(0, 6))
  .map(([sign, whole, part]) => `${sign}${whole}${part ? `.${part}` : ""}`);
const cents = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const text = (value: bigint) => {
  const plain = (value < 0n ? -value : value).toString().padStart(3, "0");
  return `${value < 0n ? "-" : ""}${plain.slice(0, -2)}.${plain.slice(-2)}`;
};

test.each([
  "1e3",
  "1E-7",
  "",
  " 1",
  "1 ",
  "+1",
  ".5",
  "5.",
  "1,000",
  "NaN",
  "Infinity",
  "0x10",
  "--1",
  "1.2.3",
  "١",
  "1".repeat(31),
])("%j is not a decimal string", (value) => {
  expect(money.isDecimal(value)).toBe(false);
  expect(() => money.sum([value])).toThrow(TypeError);
  expect(() => money.toScale(value, 2)).toThrow(TypeError);
});

describe("sum", () => {
  test("no float artefacts, no rounding, the empty sum is 0", () => {
    expect(money.sum([])).toBe("0");
    expect(money.sum(["0.1", "0.2"])).toBe("0.3");
    expect(money.sum(["9007199254740993", "0.01"])).toBe("9007199254740993.01");
    expect(money.sum(Array(1000).fill("0.01"))).toBe("10");
    expect(money.sum(["999999999999999999999999999999", "0.000000000001"])).toBe(
      "999999999999999999999999999999.000000000001",
    );
  });
  test("agrees with whole cents", () => {
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 20 }), (values) => {
        const total = values.reduce((sum, value) => sum + value, 0n);
        expect(money.toScale(money.sum(values.map(text)), 2)).toBe(total === 0n ? "0.00" : text(total));
      }),
    );
  });
  test("is associative and commutative", () => {
    fc.assert(
      fc.property(amount, amount, amount, (a, b, c) => {
        const left = money.sum([money.sum([a, b]), c]);
        expect(money.isEqual(left, money.sum([a, money.sum([b, c])]))).toBe(true);
        expect(money.isEqual(left, money.sum([c, b, a]))).toBe(true);
      }),
    );
  });
  test("subtract takes back what sum added; negate twice is nothing", () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(money.isEqual(money.subtract(money.sum([a, b]), b), a)).toBe(true);
        expect(money.isEqual(money.negate(money.negate(a)), a)).toBe(true);
        expect(money.negate(a).startsWith("-0") && money.isZero(a)).toBe(false);
      }),
    );
  });
});

describe("toScale", () => {
  test.each([
    ["1.005", 2, "1.01"],
    ["-1.005", 2, "-1.01"],
    ["0.5", 0, "1"],
    ["-0.5", 0, "-1"],
    ["2.5", 0, "3"],
    ["1.0049999", 2, "1.00"],
    ["-0.004", 2, "0.00"],
    ["-0", 2, "0.00"],
    ["7", 4, "7.0000"],
    ["123456789012345678.125", 2, "123456789012345678.13"],
  ])("%s at %i decimals is %s", (value, decimals, expected) => {
    expect(money.toScale(value, decimals)).toBe(expected);
  });
  test("half away from zero, at most half a unit off, and settled after once", () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 4 }), (value, decimals) => {
        const rounded = money.toScale(value, decimals);
        expect(rounded).toMatch(decimals === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${decimals}}$`));
        expect(money.toScale(rounded, decimals)).toBe(rounded);
        expect(money.isEqual(money.toScale(money.negate(value), decimals), money.negate(rounded))).toBe(true);
        const off = money.subtract(rounded, value).replace("-", "");
        expect(
          money.compare(money.multiply(off, "2"), decimals === 0 ? "1" : `0.${"1".padStart(decimals, "0")}`),
        ).not.toBe(1);
      }),
    );
  });
});

test.each([
  ["999999999.99", 9, 2, true],
  ["-999999999.99", 9, 2, true],
  ["1000000000", 9, 2, false],
  ["0.001", 9, 2, false],
  ["1.100", 9, 1, true],
  ["0", 1, 0, true],
])("fits(%s, %i, %i) is %s", (value, whole, decimals, expected) => {
  expect(money.fits(value, whole, decimals)).toBe(expected);
});

test.each([
  ["10.50", "10.5"],
  ["3.000", "3"],
  ["-0.00", "0"],
  ["007", "7"],
  ["100", "100"],
])("trim(%s) is %s", (value, expected) => {
  expect(money.trim(value)).toBe(expected);
});

test("trim keeps the value and no answer ever has an exponent", () => {
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      expect(money.isEqual(money.trim(a), a)).toBe(true);
      for (const value of [money.trim(a), money.multiply(a, b), money.sum([a, b]), money.negate(a)])
        expect(value).toMatch(/^-?\d+(\.\d+)?$/);
    }),
  );
});

test("comparisons see values, not text", () => {
  expect([money.compare("2", "10"), money.compare("10", "2"), money.compare("1.0", "1")]).toEqual([-1, 1, 0]);
  expect([money.isZero("-0.00"), money.isNegative("-0.00"), money.isNegative("-0.01")]).toEqual([true, false, true]);
  expect(money.multiply("1.25", "-4")).toBe("-5");
});
