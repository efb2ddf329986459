import { expect, test } from "vitest";
import { findingWords, isNarrowed, moreWords, noNarrowing, typedAmount } from "#lib/core/narrowing.ts";

test.each([
  ["1500", "1500"],
  ["1,500.5", "1500.5"],
  [" $ 1,500.25 ", "1500.25"],
  ["(250.50)", "-250.50"],
  ["-0.01", "-0.01"],
])("the amount %j is %j in the address", (typed, address) => {
  expect(typedAmount(typed)).toBe(address);
});

test.each(["", "abc", "1.234", "1e5", "--5", "123456789012", "(5", "NaN"])("%j is no amount", (typed) => {
  expect(typedAmount(typed)).toBeNull();
});

test("a code of a finding is said in words", () => {
  expect(findingWords("change_order.title.too_long")).toBe("Change order: title too long");
  expect(findingWords("odd")).toBe("Odd");
});

test("a list is narrowed by any of the fields, and by none of the empty ones", () => {
  expect(isNarrowed(noNarrowing)).toBe(false);
  expect(isNarrowed({ ...noNarrowing, days: "7" })).toBe(true);
});

test("what narrows is said for print and for files, and nothing else", () => {
  expect(moreWords({ ...noNarrowing, least: "100", days: "7", finding: "vendor.not_linked" })).toEqual([
    ["Amount", "from 100"],
    ["In its state", "7 days or longer"],
    ["Finding", "Vendor: not linked"],
  ]);
  expect(moreWords({ project: "x", q: "words" })).toEqual([]);
});
