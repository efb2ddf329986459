import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { shapeProblem } from "#lib/core/cost-code-shape.ts";
import { findingMakers } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import {
  differing,
  type ImportFacts,
  type ImportType,
  type LabelledField,
  type Staged,
  type StepRow,
} from "#lib/core/import-type.ts";
import { headOf, type Tier, tiersOf } from "#lib/core/staged-codes.ts";

const Row = z.object({ code: z.string(), name: z.string(), isGroup: z.boolean() });
/** Group codes of the same division by code, with their names; and what stands between the sections. */
const Here = z.object({ delimiter: z.string(), groups: z.record(z.string(), z.string()) });
const read = (row: Json) => Row.parse(row);
const { inSage } = findingMakers("standard_cost_code");

/** Sage's standard cost codes: they flow into the company's ERP list in Procore by themselves (domain/procore-erp-tool.md 4.1). */
export const standardCostCode: ImportType = {
  id: "standard_cost_code",
  label: { one: "Standard cost code", many: "Standard codes" },
  procoreNoun: "standard cost code",
  source: "standard_cost_codes",
  flowsIn: true,
  needsStandardList: true,
  head: (row) => ({ code: read(row).code, name: read(row).name, job: "", amount: null }),
  tied: () => null,
  rules,
  options: [],
  differences(before, after) {
    const fieldsOf = ({ name, isGroup }: ReturnType<typeof read>): readonly LabelledField[] => [
      ["Description", name],
      ["Kind", isGroup ? "group code" : "takes cost"],
    ];
    return differing(fieldsOf(read(before)), fieldsOf(read(after)));
  },
  effect(before, after) {
    const { code, isGroup } = read(before);
    if (after !== null && (isGroup || !read(after).isGroup)) return null;
    return { job: null, codes: [code], words: after === null ? `removes code ${code}` : `closes code ${code} to cost` };
  },
  details: (row) => [
    { label: "Cost code", value: read(row).code, kind: "text" },
    { label: "Description", value: read(row).name, kind: "text" },
    { label: "Kind", value: read(row).isGroup ? "Group code, takes no cost" : "Takes cost", kind: "text" },
  ],
  steps: [0, 1, 2].map((tier) => ({
    name: `tier_${tier + 1}`,
    write: ({ row, here }, { written, standardListId }) => {
      const { code: sageCode, name, isGroup } = read(row);
      const { delimiter, groups } = Here.parse(here);
      // A group code becomes the division that it heads.
      const code = isGroup ? headOf(sageCode, delimiter) : sageCode;
      const heads = Object.entries(groups).map(([group, words]) => ({
        code: group,
        name: words,
        isGroup: true,
        categories: [],
      }));
      const [own] = tiersOf([...heads, { code, name, isGroup: false, categories: [] }], delimiter)[tier] ?? [];
      const rows = own ? [rowOf(own, written[`tier_${tier}`] ?? {})] : [];
      return { list: "standard_cost_codes", place: { listId: standardListId }, rows };
    },
  })),
  undo: { closed: "Standard codes belong to every project; only Sage's list decides which there are." },
};

function rules({ row, here }: Staged, { profile }: ImportFacts): readonly Finding[] {
  const { code, isGroup } = read(row);
  const problem = shapeProblem(code, profile);
  if (problem) return [inSage(`cost_code.${problem.code}`, "code", problem.sentence, problem.fix)];
  if (!isGroup || headOf(code, Here.parse(here).delimiter) !== code) return [];
  const sentence = `Cost code ${code} is a group code that heads no division; it takes no cost and has no place in Procore.`;
  return [inSage("cost_code.group", "code", sentence, "Nothing to do.")];
}

function rowOf(tier: Tier, parents: Readonly<Record<string, string>>): StepRow<"standard_cost_codes"> {
  const { code, name, parent } = tier;
  return {
    key: code,
    code,
    row: { originId: code, code, name, parentId: parent === null ? null : (parents[parent] ?? null) },
  };
}
