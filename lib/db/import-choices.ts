import { sql } from "drizzle-orm";
import { json, row, rows, type Tx } from "#lib/db/database.ts";

export type ImportChoice = { readonly id: string; readonly name: string };

/** True when the lists were not read for ten minutes, or never. */
export async function areChoicesOld(tx: Tx, companyId: string): Promise<boolean> {
  const found = await row<{ is_fresh: boolean }>(
    tx,
    sql`select c.staged_until > clock_timestamp() - interval '10 minutes' as is_fresh from import_cursor c
      where c.company_id = ${companyId} and c.type = 'choices'`,
  );
  return found?.is_fresh !== true;
}

/** A list as it is now; what is no longer there leaves it. */
export async function writeChoices(
  tx: Tx,
  companyId: string,
  name: string,
  choices: readonly ImportChoice[],
): Promise<void> {
  await tx.execute(sql`delete from import_choice where company_id = ${companyId} and list = ${name}`);
  await tx.execute(sql`insert into import_choice (company_id, list, source_id, name, seen_at)
    select ${companyId}::uuid, ${name}, x.id, x.name, clock_timestamp() from jsonb_to_recordset(${json(choices)}) as x(id text, name text) on conflict do nothing`);
  await tx.execute(sql`insert into import_cursor (company_id, type, staged_until, settings) values (${companyId}, 'choices', clock_timestamp(), '')
    on conflict (company_id, type) do update set staged_until = excluded.staged_until`);
}

export async function readChoices(tx: Tx, companyId: string, name: string): Promise<readonly ImportChoice[]> {
  return await rows<ImportChoice>(
    tx,
    sql`select source_id as id, name from import_choice where company_id = ${companyId} and list = ${name} order by name, source_id limit 500`,
  );
}
