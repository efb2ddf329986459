import { expect, test } from "vitest";
import type { Json } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { StepContext } from "#lib/core/import-type.ts";
import { estimate } from "#lib/imports/estimate/definition.ts";

const line = (costCode: string, amount: string, extra = "") => ({ extra, costCode, category: "SUB", amount });
const row: Json = {
  job: "24-05",
  name: "River Lofts",
  lines: [line("26-010", "10.00"), line("26-020", "2.50", "NORTH")],
};
const here = { projectSourceId: "77", budget: null, isExported: false };
const rules = (over: Partial<Record<keyof typeof here, Json>>, of: Json = row) =>
  estimate
    .rules({ row: of, here: { ...here, ...over } }, { profile: CompanyProfile.parse({}) })
    .map(({ code, severity }) => `${severity} ${code}`);
const context = (over: Partial<StepContext> = {}): StepContext => {
  return { options: {}, written: {}, standardListId: "", imported: null, ...over };
};
const lines = (over?: Partial<StepContext>) => estimate.steps[1]?.write({ row, here }, context(over));

test.each([
  [{}, []],
  [{ projectSourceId: null }, ["blocks estimate.job.not_linked"]],
  [{ isExported: true, budget: { isLocked: true, amount: "1.00" } }, ["blocks estimate.budget.exported"]],
  [{ budget: { isLocked: true, amount: "1.00" } }, ["blocks estimate.budget.locked"]],
  [{ budget: { isLocked: false, amount: "1.00" } }, ["warns estimate.budget.has_lines"]],
])("with %j it says %j", (over, expected) => {
  expect(rules(over)).toEqual(expected);
});

test("codes that Procore cannot take refuse it", () => {
  const loose = { job: "24-05", name: "", lines: [line("26010", "1.00")] };
  expect(rules({}, loose)).toEqual(["blocks estimate.cost_code.unsectioned"]);
});

test("lines that are there are kept at the first import, unless they are to be overridden; later they are written", () => {
  expect(lines()).toMatchObject({ list: "budget_line_items", place: { projectId: "77" }, existing: "keep" });
  expect(lines({ options: { existing: "override" } })).not.toHaveProperty("existing");
  expect(lines({ imported: row })).not.toHaveProperty("existing");
});

test("each line has its place, a sub job's with the sub job; what Sage has no more becomes zero", () => {
  const before: Json = { job: "24-05", name: "", lines: [line("26-030", "4.00")] };
  expect(lines({ imported: before })?.rows).toEqual([
    { key: "26-010|SUB", row: { budgetCode: { subJob: null, costCode: "26-010", costType: "SUB" }, amount: "10.00" } },
    {
      key: "NORTH|26-020|SUB",
      row: { budgetCode: { subJob: "NORTH", costCode: "26-020", costType: "SUB" }, amount: "2.50" },
    },
    { key: "26-030|SUB", row: { budgetCode: { subJob: null, costCode: "26-030", costType: "SUB" }, amount: "0.00" } },
  ]);
});

test("differences and both sides name every place once", () => {
  const other: Json = { job: "24-05", name: "River Lofts II", lines: [line("26-010", "11.00")] };
  expect(estimate.differences(row, other)).toEqual([
    { label: "Description", before: "River Lofts", after: "River Lofts II" },
    { label: "26-010 SUB", before: "10.00", after: "11.00" },
    { label: "NORTH 26-020 SUB", before: "2.50", after: "" },
  ]);
  expect(estimate.present?.lines({ row, here }, other)).toEqual([
    { label: "26-010 SUB", inSource: "11.00", inSage: "10.00" },
    { label: "NORTH 26-020 SUB", inSource: "", inSage: "2.50" },
  ]);
});
