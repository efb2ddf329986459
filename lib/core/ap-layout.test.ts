import { describe, expect, test } from "vitest";
import {
  apDistributionFields,
  apHeaderFields,
  apLayoutNames,
  apLayoutOf,
  parsePrintedLayout,
} from "#lib/core/ap-layout.ts";

const header = "API\nRecord ID\nVendor\nInvoice\nDescription\nAmount\nInvoice Date\nAccounting Date";
const distribution =
  "APD\nRecord ID\nCommitment\nCommitment Line Item\nJob\nCost Code\nCategory\nAmount\nRetainage\nDescription";
const problem = (text: string) => {
  const read = parsePrintedLayout(text);
  return read.ok ? null : read.problem;
};

test.each(apLayoutNames.filter((name) => name !== "printed"))("preset %s keeps Sage's order of fields", (apLayout) => {
  const layout = apLayoutOf({ apLayout, apPrintedLayout: "" });
  if (!layout.ok) throw new Error("refused");
  const { header: head, distribution: lines } = layout.value;
  expect(head).toEqual(apHeaderFields.filter((name) => head.includes(name)));
  expect(lines).toEqual(apDistributionFields.filter((name) => lines.includes(name)));
});

test.each([
  ["a", 16, 15],
  ["b", 18, 21],
  ["c", 14, 16],
  ["fixed", 21, 21],
] as const)("preset %s has %i and %i fields", (apLayout, head, lines) => {
  const layout = apLayoutOf({ apLayout, apPrintedLayout: "" });
  expect(layout.ok && [layout.value.header.length, layout.value.distribution.length]).toEqual([head, lines]);
});

test("a printed format is read by its names, with numbers, types, other labels and empty places", () => {
  const text = `${header.replace("Description", "4. Description\talpha 30\n-")}\n\n${distribution
    .replace("Commitment\n", "2 Contract/PO   alpha 12\n")
    .replace("Retainage", "Holdback")}`;
  expect(parsePrintedLayout(text)).toMatchObject({
    ok: true,
    value: {
      records: { header: "API", distribution: "APD" },
      header: ["Record ID", "Vendor", "Invoice", "Description", "", "Amount", "Invoice Date", "Accounting Date"],
      distribution: expect.arrayContaining(["Commitment", "Retainage"]),
    },
  });
});

describe("what is not understood is told", () => {
  const both = `${header}\n${distribution}`;
  test.each([
    [
      "a field before the record",
      `Vendor\n${both}`,
      "Line 1 of the printed format: “Vendor” stands before API or APD.",
    ],
    [
      "an unknown field",
      both.replace("Category", "Colour"),
      "Line 15 of the printed format: “Colour” is no field of the distribution that is known; write - where it is to stay empty.",
    ],
    [
      "a field of the other record",
      both.replace("Vendor", "Draw"),
      "Line 3 of the printed format: “Draw” is no field of the header that is known; write - where it is to stay empty.",
    ],
    ["a field twice", both.replace("Category", "Job"), "Line 15 of the printed format: “Job” is there twice."],
    ["a record twice", `${both}\nAPI`, "Line 19 of the printed format: “API” starts a record that was there before."],
    ["no distribution", header, "The printed format has no distribution: a line APD starts it."],
    [
      "a needed field is missing",
      both.replace("Invoice Date\n", ""),
      "The printed format has no Invoice Date in the header; no invoice goes without.",
    ],
    ["both formats mixed", both.replace("API", "APIF"), "The printed format mixes APIF and APD."],
  ])("%s", (_, text, words) => expect(problem(text)).toBe(words));
  test("a whole one is none", () => expect(problem(both)).toBeNull());
});
