import type { CompanyProfile } from "#lib/core/company-profile.ts";
import type { MirrorTable } from "#lib/db/mirror-columns.ts";
import { commitmentTables, moneyTables } from "#lib/db/mirror-tables-books.ts";
import { jobTables, listTables } from "#lib/db/mirror-tables-jobs.ts";

/** Sage's tables by its own names, and where their rows go. */
export const mirrorTables: Readonly<Record<string, MirrorTable>> = {
  ...listTables,
  ...jobTables,
  ...commitmentTables,
  ...moneyTables,
};

/** The tables whose age is the age of what is shown: every Sage has them. */
export const neededTables: readonly string[] = Object.keys(mirrorTables).filter(
  (name) => !mirrorTables[name]?.isOptional,
);

/** The tables that a company with these settings reads. */
export function tablesOf(profile: CompanyProfile): readonly string[] {
  return Object.keys(mirrorTables).filter((name) => mirrorTables[name]?.isWanted?.(profile) ?? true);
}

/** The columns of Sage that are asked for. */
export function columnsOf(table: MirrorTable, profile: CompanyProfile): string[] {
  if (table.store === "rows") return [...table.columns];
  return table.columns.filter(({ name }) => table.isColumnWanted?.(profile, name) ?? true).flatMap(({ from }) => from);
}
