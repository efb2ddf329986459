import { expect, test } from "vitest";
import type { Json } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { StepContext } from "#lib/core/import-type.ts";
import { primeContract } from "#lib/imports/prime-contract/definition.ts";

const item = (over: Record<string, string> = {}) => ({
  ...{ item: "1000", description: "Base", extra: "", costCode: "26-010", category: "SUB", amount: "10" },
  ...over,
});
const contract = {
  ...{ contract: "24-05-P", job: "24-05", name: "Owner", status: "Open", date: "2026-01-05", retainage: "10" },
  ...{ amount: "10.00", isOwn: true, items: [item()] },
};
const tied = { sourceId: "9", projectSourceId: "77", project: "River Lofts", status: "Approved" };
const here = { projectSourceId: "77", contracts: [] as Json[], twin: null };
type Over = Partial<Record<keyof typeof contract | keyof typeof here, Json>>;
const staged = (over: Over = {}) => {
  const { projectSourceId = "77", contracts = [], twin = null, ...row } = over;
  return { row: { ...contract, ...row } as Json, here: { projectSourceId, contracts, twin } as Json };
};
const profile = CompanyProfile.parse({ sageVersion: "17.1.4" });
const rules = (over: Over) =>
  primeContract.rules(staged(over), { profile }).map(({ code, severity }) => `${severity} ${code}`);
const lines = (of: Over, over: Partial<StepContext> = {}) => {
  const written = { contract: { "24-05-P": "9" } };
  return primeContract.steps[1]?.write(staged(of), {
    ...{ options: {}, written, standardListId: "", imported: null },
    ...over,
  });
};

test.each([
  [{}, []],
  [{ job: "" }, ["blocks prime_contract.job.missing"]],
  [{ projectSourceId: null }, ["blocks prime_contract.job.not_linked"]],
  [{ twin: "By hand" }, ["blocks prime_contract.twin"]],
  [{ twin: "By hand", contracts: [tied] }, []],
  [{ items: [] }, ["blocks prime_contract.items.none"]],
  [{ items: [item(), item()] }, ["blocks prime_contract.items.number"]],
  [{ items: [item({ item: "" })] }, ["blocks prime_contract.items.number"]],
  [{ amount: "11.00" }, ["warns prime_contract.items.total"]],
  [{ isOwn: false, items: [] }, []],
])("%j: %j", (over, expected) => {
  expect(rules(over)).toEqual(expected);
});

test.each([
  [{ contracts: [tied] }, null],
  [{ contracts: [{ ...tied, status: "Complete" }] }, null],
  [{ contracts: [{ ...tied, status: "Draft" }] }, "is “Draft” in Procore"],
  [{ contracts: [tied], projectSourceId: "88" }, "one contract never goes to two projects"],
  [{ contracts: [tied, { ...tied, projectSourceId: "88", project: null }] }, "is in two projects, River Lofts and 88"],
])("again with %j: %j", (over, reason) => {
  const words = primeContract.againstAgain?.(staged(over), contract) ?? null;
  if (reason === null) expect(words).toBeNull();
  else expect(words).toContain(reason);
});

test("lines are told apart by contract and item; a whole code goes along, half a one does not", () => {
  const items = [item(), item({ item: "2000", category: "" }), item({ item: "3000", extra: "NORTH" })];
  const write = lines({ items });
  expect(write?.place).toEqual({ projectId: "77", contractId: "9" });
  expect(write?.rows.map(({ key, row }) => [key, (row as { budgetCode?: unknown }).budgetCode ?? null])).toEqual([
    ["24-05-P/1000", { subJob: null, costCode: "26-010", costType: "SUB" }],
    ["24-05-P/2000", null],
    ["24-05-P/3000", { subJob: "NORTH", costCode: "26-010", costType: "SUB" }],
  ]);
});

test("again, only what Sage changed is described anew, and what is gone becomes zero", () => {
  const imported: Json = { ...contract, items: [item(), item({ item: "2000" }), item({ item: "3000" })] };
  const rows = lines({ items: [item(), item({ item: "2000", description: "Other" })] }, { imported })?.rows;
  expect(
    rows?.map(({ key, row }) => [
      key,
      (row as { description?: string }).description,
      (row as { amount?: string }).amount,
    ]),
  ).toEqual([
    ["24-05-P/1000", undefined, "10.00"],
    ["24-05-P/2000", "Other", "10.00"],
    ["24-05-P/3000", undefined, "0.00"],
  ]);
});

test("an older Sage gives no contracts away", () => {
  expect(primeContract.isOff?.(profile)).toBeNull();
  expect(primeContract.isOff?.({ ...profile, sageVersion: "17.1.3" })).toContain("17.1.4 or newer");
});
