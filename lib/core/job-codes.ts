import { z } from "zod";
import type { CodeKey } from "#lib/core/facts.ts";
import { Id, Text } from "#lib/core/procore-values.ts";
import type { LineView } from "#lib/core/record-type.ts";

/** A cost code of a project or a sub job with the cost types that are used with it; the one is Sage's cost code, the others its categories. */
export const JobCode = z.object({
  sourceId: z.string(),
  costCode: z.string(),
  name: z.string(),
  categories: z.array(z.string()),
});
export type JobCode = z.infer<typeof JobCode>;

/** A row of Procore's cost codes (domain/procore-rest-api.md 4.5). */
export const RawJobCode = z.object({
  id: Id,
  code: Text,
  full_code: Text,
  name: Text,
  deleted_at: z.string().nullish(),
  /** `{ id: null }` at the top of the tree. */
  parent: z.object({ id: Id.nullish() }).nullish(),
  line_item_types: z
    .array(z.object({ code: Text, name: Text }))
    .nullish()
    .transform((types) => types ?? []),
});

/**
 * The codes that are not deleted, in the order of their codes, so that the same codes give the same bytes. A division that
 * heads others and has no cost type itself is no code of Sage's.
 */
export function jobCodesOf(rows: readonly z.infer<typeof RawJobCode>[]): readonly JobCode[] {
  const heads = new Set(rows.flatMap(({ parent }) => parent?.id ?? []));
  const codes = rows
    .filter((row) => !row.deleted_at && !(heads.has(row.id) && row.line_item_types.length === 0))
    .map((row) => ({
      sourceId: row.id,
      costCode: row.full_code || row.code,
      name: row.name,
      categories: [...new Set(row.line_item_types.map((type) => type.code || type.name))].toSorted(),
    }));
  return codes.toSorted((a, b) => (a.costCode < b.costCode ? -1 : a.costCode > b.costCode ? 1 : 0));
}

/** Every code with every of its categories, each once; `extra` "" for the job itself. */
export function combinationsOf(codes: readonly JobCode[], extra: string): readonly CodeKey[] {
  return codes.flatMap(({ costCode, categories }) => categories.map((category) => ({ extra, costCode, category })));
}

/** The codes as lines of the review's table; a code without a cost type is one line too. */
export function codeLines(codes: readonly JobCode[]): readonly LineView[] {
  const all = codes.flatMap((code) =>
    (code.categories.length > 0 ? code.categories : [""]).map((category) => ({ code, category })),
  );
  return all.map(({ code, category }, index) => ({
    key: `${code.sourceId}.${category}`,
    number: String(index + 1),
    extra: "",
    costCode: code.costCode,
    category,
    description: code.name,
    quantity: "",
    unit: "",
    unitCost: "",
    amount: "0.00",
    retainage: "",
  }));
}
