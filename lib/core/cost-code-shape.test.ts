import { expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { shapeProblem } from "#lib/core/cost-code-shape.ts";

const two = CompanyProfile.parse({});
const three = CompanyProfile.parse({ costCodeDelimiter: ".", costCodeSections: [2, 3, 2] });

test("codes of two and three tiers in the company's own form can go", () => {
  expect(shapeProblem("26-010", two)).toBeNull();
  expect(shapeProblem("01.200.05", three)).toBeNull();
});

test.each([
  ["26010", two, "unsectioned"],
  ["26-01.0", two, "delimiters"],
  ["26.010", two, "delimiter"],
  ["26-010-05", two, "tiers"],
  ["26-10", two, "section"],
  ["01.200", three, "tiers"],
  ["01-200-05", three, "delimiter"],
] as const)("%s: %#", (code, profile, problem) => {
  const found = shapeProblem(code, profile);
  expect(found?.code).toBe(problem);
  expect(found?.sentence).toContain(code);
  expect(found?.fix).toMatch(/^In Sage, change cost code /);
});

test("codes of four sections have no place in Procore, also where Sage's mask has four", () => {
  const four = CompanyProfile.parse({ costCodeSections: [2, 2, 2, 2] });
  expect(shapeProblem("01-02-03-04", four)).toMatchObject({ code: "tiers" });
});

test("a first section that is blank names no division", () => {
  expect(shapeProblem("  -010", two)?.code).toBe("division");
});
