import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toScale } from "#lib/core/money.ts";
import { aCommitment, aLine } from "#lib/records/commitment/fixtures.ts";
import { isSendable, linesTotal, readCommitment } from "#lib/records/commitment/model.ts";
import { details, lines } from "#lib/records/commitment/view.ts";

describe("reading a body", () => {
  test("an older body without the later fields is readable, unknown fields fall away", () => {
    const { kind, sourceId, projectSourceId, number, title, status, vendor, grandTotal } = aCommitment();
    const old = { kind, sourceId, projectSourceId, number, title, status, vendor, grandTotal, lines: [], later: 1 };
    const read = readCommitment(old);
    expect(read).toMatchObject({ retainagePercent: "0", contractDate: null, isDeleted: false, foreignCurrency: "" });
    expect(read).not.toHaveProperty("later");
  });

  test.each([
    ["money as a number", { ...aCommitment(), grandTotal: 12 }],
    ["money with grouping", { ...aCommitment(), grandTotal: "1,200.00" }],
    ["a date that does not exist", { ...aCommitment(), contractDate: "2026-02-30" }],
    ["no body", null],
  ])("%s is a fault", (_, body) => {
    expect(() => readCommitment(body)).toThrow();
  });
});

test("a subcontract is sent when Approved or Complete, a purchase order when Approved", () => {
  const sendable = (kind: "subcontract" | "purchase_order", status: string) =>
    isSendable(aCommitment({ kind, status }));
  expect(["Approved", "Complete", "Draft"].map((status) => sendable("subcontract", status))).toEqual([
    true,
    true,
    false,
  ]);
  expect(["Approved", "Complete", "Draft"].map((status) => sendable("purchase_order", status))).toEqual([
    true,
    false,
    false,
  ]);
  expect(isSendable(aCommitment({ isDeleted: true }))).toBe(false);
});

test("the total of the lines is exact, whatever their order", () => {
  const cents = fc.array(fc.bigInt({ min: -(10n ** 11n), max: 10n ** 11n }), { maxLength: 60 });
  const money = (value: bigint) => {
    const digits = String(value < 0n ? -value : value).padStart(3, "0");
    return `${value < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  };
  fc.assert(
    fc.property(cents, (values) => {
      const all = values.map((value, index) => aLine(index + 1, { amount: money(value) }));
      const total = toScale(linesTotal(aCommitment({ lines: all })), 2);
      expect(total).toBe(toScale(money(values.reduce((sum, value) => sum + value, 0n)), 2));
      expect(toScale(linesTotal(aCommitment({ lines: all.toReversed() })), 2)).toBe(total);
    }),
  );
});

test("the view numbers the lines as Sage will and shows no quantity for a lump sum", () => {
  const priced = aLine(2, { quantity: "500.2000", unit: "LF", unitCost: "2.5000", amount: "1250.50" });
  const [first, second] = lines(aCommitment({ lines: [aLine(1), priced] }));
  expect(first).toMatchObject({ number: "1", quantity: "", unitCost: "", amount: "1250.50" });
  expect(second).toMatchObject({ key: "7002", number: "2", quantity: "500.2", unit: "LF", unitCost: "2.5" });
  const shown = details(aCommitment());
  expect(shown).toContainEqual({ label: "Total", value: "1250.50", kind: "money" });
  expect(shown.map((field) => field.label)).not.toContain("Payment terms");
});
