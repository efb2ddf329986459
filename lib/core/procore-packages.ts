import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { DecimalText, Id, NumberOrZero, problemOf, RawCodedLine, RawCurrency, Text } from "#lib/core/procore-values.ts";

/** Change order packages of Procore's v1 REST as `show` answers them (domain/procore-rest-api.md 4.2), of either kind of contract. */
export const RawPackageLine = RawCodedLine.extend({
  total_amount: DecimalText.nullish(),
  extended_amount: DecimalText.nullish(),
});
export const RawPackage = z.object({
  id: Id,
  type: Text,
  contract_id: Id,
  project_id: Id.nullish(),
  project: z.object({ id: Id }).nullish(),
  number: Text,
  title: Text,
  description: Text,
  status: Text,
  grand_total: NumberOrZero,
  executed: z.boolean().nullish(),
  currency_configuration: RawCurrency,
  creator: z.object({ id: Id }).nullish(),
  created_at: z.iso.datetime({ offset: true }).nullish(),
  updated_at: z.iso.datetime({ offset: true }),
  deleted_at: z.string().nullish(),
  line_items: z.array(RawPackageLine).nullish(),
});
type RawPackage = z.infer<typeof RawPackage>;

/**
 * A package of this type with its lines, and its project. Refuses with `input.invalid` naming the first field that cannot be
 * read; a list row has no lines and is refused too. `noun` says what other types are not.
 */
export function readPackage<T extends RawPackage>(
  schema: z.ZodType<T>,
  raw: Json,
  wanted: { readonly type: string; readonly noun: string },
): Outcome<{ found: T; projectSourceId: string }> {
  const read = schema.safeParse(raw);
  if (!read.success) return refuse("input.invalid", problemOf(read.error));
  const found = read.data;
  if (found.type !== wanted.type)
    return refuse("input.invalid", { field: "type", problem: `“${found.type}” is no ${wanted.noun}` });
  const projectSourceId = found.project?.id ?? found.project_id;
  if (!projectSourceId) return refuse("input.invalid", { field: "project", problem: "is missing" });
  if (!found.line_items && !found.deleted_at) {
    const problem = "are missing; the change order has to be read with its lines";
    return refuse("input.invalid", { field: "line_items", problem });
  }
  const wordless = found.line_items?.findIndex((line) => !line.total_amount && !line.extended_amount) ?? -1;
  if (wordless >= 0)
    return refuse("input.invalid", { field: `line_items.${wordless}.total_amount`, problem: "is missing" });
  return ok({ found, projectSourceId });
}
