import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { differing, type ImportType, type LabelledField } from "#lib/core/import-type.ts";
import type { CostBaseType } from "#lib/core/source-write.ts";

const Row = z.object({ category: z.string(), name: z.string(), accumulateAs: z.string() });
const read = (row: Json) => Row.parse(row);

/** Sage's standard categories: they flow into Procore's cost types by themselves (domain/procore-erp-tool.md 4.1). */
export const standardCategory: ImportType = {
  id: "standard_category",
  label: { one: "Standard category", many: "Categories" },
  procoreNoun: "cost type",
  source: "standard_categories",
  flowsIn: true,
  head: (row) => ({ code: read(row).category, name: read(row).name, job: "", amount: null }),
  tied: () => null,
  rules: () => [],
  options: [],
  differences(before, after) {
    const fieldsOf = ({ name, accumulateAs }: ReturnType<typeof read>): readonly LabelledField[] => [
      ["Description", name],
      ["Accumulates as", accumulateAs],
    ];
    return differing(fieldsOf(read(before)), fieldsOf(read(after)));
  },
  effect: () => null,
  details: (row) => [
    { label: "Category", value: read(row).category, kind: "text" },
    { label: "Description", value: read(row).name, kind: "text" },
    { label: "Accumulates as", value: read(row).accumulateAs, kind: "text" },
  ],
  steps: [
    {
      name: "cost_type",
      write: ({ row }) => {
        const { category: code, name, accumulateAs } = read(row);
        const values = { originId: code, code, name: name || code, baseType: baseTypeOf(accumulateAs) };
        return { list: "line_item_types", place: null, rows: [{ key: code, code, row: values }] };
      },
    },
  ],
  undo: { closed: "Cost types belong to every project; only Sage's list decides which there are." },
};

/** Procore's base type of what Sage accumulates; Procore has none for labor. Words are Sage's, in capitals or not. */
function baseTypeOf(accumulateAs: string): CostBaseType {
  const word = accumulateAs.toLowerCase();
  if (word.startsWith("equip")) return "equipment";
  if (word.startsWith("mat")) return "materials";
  return word.startsWith("sub") ? "commitment" : "other";
}
