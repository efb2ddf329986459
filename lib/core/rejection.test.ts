import { describe, expect, test } from "vitest";
import { differenceOf, type Version } from "#lib/core/difference.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { LineView } from "#lib/core/record-type.ts";
import { recheck, rejectionReasonCodes } from "#lib/core/rejection.ts";

const line: LineView = {
  key: "1",
  number: "1",
  extra: "",
  costCode: "03-100",
  category: "SUB",
  description: "Walls",
  quantity: "",
  unit: "",
  unitCost: "",
  amount: "100.00",
  retainage: "10",
};
const before: Version = {
  amount: "100.00",
  details: [
    { label: "Title", value: "Site work and all that belongs to it", kind: "text" },
    { label: "Number", value: "SC-1", kind: "text" },
    { label: "Contract company", value: "Lumen", kind: "text" },
    { label: "Contract date", value: "2026-05-01", kind: "date" },
  ],
  lines: [line],
};
const change = (label: string, value: string): Version => ({
  ...before,
  details: before.details.map((field) => (field.label === label ? { ...field, value } : field)),
});
const withLine = (over: Partial<LineView>): Version => ({ ...before, lines: [{ ...line, ...over }] });
const blocker = (field: string): Finding => ({
  code: "x",
  severity: "blocks",
  sentence: "",
  field,
  asOf: null,
  fixer: "project",
  fix: { words: "" },
});
const verdictOf = (code: string, after: Version, findings: readonly Finding[] = []) =>
  recheck([code], differenceOf(before, after), findings)[0]?.verdict;

describe("points of a rejection, looked at again", () => {
  const cures = [
    ["title", change("Title", "Site work"), "title"],
    ["number", change("Number", "SC-2"), "number"],
    ["duplicate", change("Number", "SC-2"), "export.sageId"],
    ["vendor", change("Contract company", "Acme"), "vendor"],
    ["codes", withLine({ costCode: "03-200" }), "lines.1.costCode"],
    ["amounts", withLine({ amount: "90.00" }), "lines.1.amount"],
    ["retainage", withLine({ retainage: "5" }), "retainage"],
    ["period", change("Contract date", "2026-06-01"), "export.date"],
  ] as const;

  test.each(cures)("%s: met when it changed, open when it did not or a rule still objects", (code, after, field) => {
    expect(verdictOf(code, after)).toBe("met");
    expect(verdictOf(code, before)).toBe("open");
    expect(verdictOf(code, after, [blocker(field)])).toBe("open");
    expect(verdictOf(code, after, [{ ...blocker(field), severity: "warns" }])).toBe("met");
    expect(verdictOf(code, after, [blocker("elsewhere")])).toBe("met");
  });

  test("another thing that changed does not meet a point", () => {
    expect(verdictOf("title", withLine({ amount: "90.00" }))).toBe("open");
    expect(verdictOf("codes", withLine({ description: "Doors" }))).toBe("open");
    expect(verdictOf("amounts", change("Title", "Site"))).toBe("open");
    expect(verdictOf("title", change("Title", "Site"), [blocker("lines.1.description")])).toBe("met");
  });

  test("a line that came or went changes its codes and amounts", () => {
    expect(verdictOf("codes", { ...before, lines: [] })).toBe("met");
    expect(verdictOf("amounts", { ...before, lines: [line, { ...line, key: "2" }] })).toBe("met");
  });

  test("what no machine can tell is a person's, also a reason that is no longer offered", () => {
    expect(verdictOf("papers", before)).toBe("person");
    expect(verdictOf("other", before)).toBe("person");
    expect(verdictOf("former_reason", before)).toBe("person");
    expect(recheck(rejectionReasonCodes, differenceOf(before, before), [])).toHaveLength(rejectionReasonCodes.length);
  });
});
