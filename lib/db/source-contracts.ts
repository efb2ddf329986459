import { sql } from "drizzle-orm";
import { json, list, rows, type Tx } from "#lib/db/database.ts";

/** A prime contract as Procore's list has it. */
export type SourceContract = {
  readonly sourceId: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly originId: string | null;
};

/**
 * Projects whose prime contracts are to be read: those of staged records of these types, every ten minutes, and those that were
 * not read yet at once. Source ids.
 */
export async function contractProjectsDue(tx: Tx, companyId: string, types: readonly string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select distinct s.here ->> 'projectSourceId' as id from staged_record s
      left join import_cursor c on c.company_id = s.company_id and c.type = 'contracts/' || (s.here ->> 'projectSourceId')
      where s.company_id = ${companyId} and s.type = any(${list(types, "text")}) and s.gone_at is null and s.state <> 'archived'
        and s.here ->> 'projectSourceId' is not null and (c.staged_until is null or c.staged_until < clock_timestamp() - interval '10 minutes')`,
  );
  return found.map(({ id }) => id);
}

/** The prime contracts of a project as they are now; what is no longer there leaves. True when anything moved. */
export async function writeContracts(
  tx: Tx,
  companyId: string,
  projectSourceId: string,
  contracts: readonly SourceContract[],
): Promise<boolean> {
  const gone = await rows(
    tx,
    sql`delete from source_contract where company_id = ${companyId} and project_source_id = ${projectSourceId}
      and source_id <> all(${list(
        contracts.map(({ sourceId }) => sourceId),
        "text",
      )}) returning source_id`,
  );
  const moved = await rows(
    tx,
    sql`insert into source_contract as k (company_id, source_id, project_source_id, number, title, status, origin_id, seen_at)
      select ${companyId}::uuid, x."sourceId", ${projectSourceId}, x.number, x.title, x.status, x."originId", clock_timestamp()
      from jsonb_to_recordset(${json(contracts)}) as x("sourceId" text, number text, title text, status text, "originId" text) order by 2
      on conflict (company_id, source_id) do update set project_source_id = excluded.project_source_id, number = excluded.number, title = excluded.title, status = excluded.status,
        origin_id = excluded.origin_id, seen_at = excluded.seen_at
      where (k.project_source_id, k.number, k.title, k.status, k.origin_id) is distinct from (excluded.project_source_id, excluded.number, excluded.title, excluded.status, excluded.origin_id)
      returning source_id`,
  );
  await tx.execute(sql`insert into import_cursor (company_id, type, staged_until, settings) values (${companyId}, ${`contracts/${projectSourceId}`}, clock_timestamp(), '')
    on conflict (company_id, type) do update set staged_until = excluded.staged_until`);
  return gone.length + moved.length > 0;
}
