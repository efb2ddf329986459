import { expect, test } from "vitest";
import { amountToTell, isPaymentOrigin, paymentOrigin } from "#lib/core/sage-payments.ts";

test.each([
  ["1800.00", [], "1800.00"],
  ["1800", ["300.00", "500.5"], "999.50"],
  ["500.00", ["1800.00"], "0.00"],
  ["0.00", [], "0.00"],
])("Sage has paid %s, the source has %j of its own: %s is told", (paid, own, told) => {
  expect(amountToTell(paid, own)).toBe(told);
});

test("payments of ours are told from those of Procore Pay, whose ids end otherwise", () => {
  expect(isPaymentOrigin(paymentOrigin("LUMEN/PA/7"))).toBe(true);
  expect(isPaymentOrigin("LUMEN/PA/7/payment 8801")).toBe(false);
  expect(isPaymentOrigin("")).toBe(false);
});
