import type { Json } from "#lib/core/canonical-json.ts";
import type { Difference } from "#lib/core/import-type.ts";

type Fields = { readonly [column: string]: Json };
/** What is about the mirror and not about the record. */
const ours: ReadonlySet<string> = new Set(["company_id", "seen_at", "gone_at", "row_key", "group_key", "table_name"]);

/** "address_1" as people read it. */
const labelOf = (column: string): string => {
  const words = column.replace(/^is_/, "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};
const textOf = (value: Json | undefined): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

/** The columns in which a row of the mirror is another one than it was, by name. */
export function rowChanges(before: Fields, after: Fields): readonly Difference[] {
  const columns = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((column) => !ours.has(column));
  return columns.toSorted().flatMap((column): readonly Difference[] => {
    const [was, is] = [textOf(before[column]), textOf(after[column])];
    return was === is ? [] : [{ label: labelOf(column), before: was, after: is }];
  });
}
