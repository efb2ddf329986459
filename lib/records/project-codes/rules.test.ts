import { expect, test } from "vitest";
import { type Facts, noTotals } from "#lib/core/facts.ts";
import { aCode, someCodes, someFacts, someFields } from "#lib/records/project-codes/fixtures.ts";
import type { ProjectCodes } from "#lib/records/project-codes/model.ts";
import { rules } from "#lib/records/project-codes/rules.ts";

const all = (over: Partial<ProjectCodes> = {}, fields = {}, facts: Partial<Facts> = {}) =>
  rules(someCodes(over), someFields(fields), someFacts(facts));
const codes = (...args: Parameters<typeof all>) =>
  all(...args)
    .filter(({ severity }) => severity !== "informs")
    .map(({ code }) => code.slice("project_codes.".length));

test("what is new is told code by code, and nothing blocks", () => {
  expect(all().map(({ severity, sentence }) => `${severity}: ${sentence}`)).toEqual([
    "informs: 26-010 Electrical 1 with S is new on job 24-01 in Sage.",
    "informs: 26-020 Electrical 2 with M, S is new on job 24-01 in Sage.",
  ]);
});

test.each([
  [{ codes: [aCode(9)] }, ["cost_code.not_standard"]],
  [{ codes: [aCode(1, { costCode: "26-000" })] }, ["cost_code.group"]],
  [{ codes: [aCode(1, { categories: ["X"] })] }, ["category.not_standard"]],
  [{ codes: [aCode(1, { categories: ["TOOLONG"] })] }, ["category.too_long", "category.not_standard"]],
  [{ codes: [aCode(1, { categories: ["M"] })] }, ["none_new"]],
] as [Partial<ProjectCodes>, string[]][])("%j: %j", (over, found) => {
  expect(codes(over)).toEqual(found);
});

test("a code that Sage has is not looked at again, whatever its list says", () => {
  const categories = { "|26-090|M": noTotals };
  expect(codes({ codes: [aCode(9, { categories: ["M"] }), aCode(2)] }, {}, { categories })).toEqual([]);
});

test("the job has to be linked, there and open; the lists read; the date a date", () => {
  expect(codes({}, {}, { job: null })).toEqual(["project.not_linked"]);
  expect(codes({}, {}, { job: { job: "24-01", inSage: null } })).toEqual(["job.not_in_sage"]);
  expect(codes({}, {}, { job: { job: "24-01", inSage: { description: "", status: "Closed" } } })).toEqual([
    "job.closed",
  ]);
  expect(codes({}, {}, { asOf: { ...someFacts().asOf, codes: null } })).toEqual(["mirror.unread"]);
  expect(codes({}, { date: "" })).toEqual(["date.missing"]);
  expect(codes({}, { date: "soon" })).toEqual(["date.invalid"]);
  expect(codes({}, { date: "2026-05-21" })).toEqual(["date.future"]);
});
