import { sql } from "drizzle-orm";
import { json, row, type Tx } from "#lib/db/database.ts";

export type StoredPreferences = { readonly columns: unknown; readonly density: string | null; readonly keys: unknown };

/** How a person has the screens of the company; null when they never changed anything. */
export async function readPreferences(tx: Tx, companyId: string, personId: string): Promise<StoredPreferences | null> {
  return await row<StoredPreferences>(
    tx,
    sql`select columns, density, keys from person_preference where company_id = ${companyId} and person_id = ${personId}`,
  );
}

/** Stores all preferences of a person. */
export async function writePreferences(
  tx: Tx,
  companyId: string,
  personId: string,
  { columns, density, keys }: { columns: object | null; density: string | null; keys: object },
): Promise<void> {
  const layout = columns === null ? sql`null::jsonb` : json(columns);
  await tx.execute(sql`insert into person_preference (company_id, person_id, columns, density, keys)
    values (${companyId}, ${personId}, ${layout}, ${density}, ${json(keys)})
    on conflict (company_id, person_id) do update set columns = excluded.columns, density = excluded.density, keys = excluded.keys`);
}
