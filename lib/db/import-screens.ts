import { type SQL, sql } from "drizzle-orm";
import type { Json } from "#lib/core/canonical-json.ts";
import type { DocumentKey } from "#lib/core/facts.ts";
import type { Effect, News, StagedState } from "#lib/core/import-type.ts";
import { containing, iso, list, row, rows, type Tx } from "#lib/db/database.ts";
import { decodeCursor, encodeCursor } from "#lib/db/inbox.ts";
import { type StagedRecord, stagedColumns } from "#lib/db/staged.ts";

export type StagedCount = {
  readonly type: string;
  readonly state: StagedState;
  readonly news: News | "";
  readonly count: number;
};

/** How many records each type has, by state and news: kept by triggers, nothing is counted here. */
export async function readStagedCounts(tx: Tx, companyId: string): Promise<readonly StagedCount[]> {
  const found = await rows<StagedCount & { count: string }>(
    tx,
    sql`select type, state, news, count from staged_counter where company_id = ${companyId} and count > 0`,
  );
  return found.map((entry) => ({ ...entry, count: Number(entry.count) }));
}

/** Records of one type, by code: of some states, or those that are news; keyset by code and id. */
export async function readStagedPage(
  tx: Tx,
  companyId: string,
  scope: {
    readonly type: string;
    readonly states: readonly StagedState[] | "news";
    readonly q: string | null;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<{ rows: StagedRecord[]; next: string | null }> {
  const cursor = decodeCursor(scope.after);
  const parts: SQL[] = [sql`r.company_id = ${companyId} and r.type = ${scope.type}`];
  parts.push(scope.states === "news" ? sql`r.news is not null` : sql`r.state = any(${list(scope.states, "text")})`);
  if (scope.q) parts.push(sql`r.search like ${containing(scope.q.toLowerCase())}`);
  if (cursor) parts.push(sql`(r.code, r.id) > (${cursor.key}, ${cursor.id}::uuid)`);
  const found = await rows<StagedRecord>(
    tx,
    sql`select ${stagedColumns} from staged_record r where ${sql.join(parts, sql` and `)} order by r.code, r.id limit ${scope.limit + 1}`,
  );
  const page = found.slice(0, scope.limit);
  const last = page.at(-1);
  return { rows: page, next: found.length > scope.limit && last ? encodeCursor(last.code, last.id) : null };
}

/** When the tables were last read completely, the oldest of them, and what keeps one from being read. */
export async function readFreshness(
  tx: Tx,
  companyId: string,
  tables: readonly string[],
): Promise<{ readAt: string | null; problem: string | null }> {
  const found = await rows<{ table_name: string; read_at: string | null; problem: string | null }>(
    tx,
    sql`select table_name, read_at, problem from mirror_read where company_id = ${companyId} and table_name = any(${list(tables, "text")})`,
  );
  const times = tables.map((table) => iso(found.find((entry) => entry.table_name === table)?.read_at ?? null));
  const oldest = times.toSorted((a, b) => (a ?? "").localeCompare(b ?? ""))[0] ?? null;
  return { readAt: oldest, problem: found.find((entry) => entry.problem !== null)?.problem ?? null };
}

/** A document of Procore as it was read last, whatever of it is under decision; null where it is not there. */
export async function readPresent(
  tx: Tx,
  companyId: string,
  { sourceKind, sourceId }: DocumentKey,
): Promise<{ readonly body: Json; readonly readAt: string } | null> {
  const found = await row<{ body: Json; at: string }>(
    tx,
    sql`select v.body, v.source_updated_at as at from item i join item_revision v on v.company_id = i.company_id and v.id = i.latest_revision_id
      where i.company_id = ${companyId} and i.source_kind = ${sourceKind} and i.source_id = ${sourceId} and not i.is_gone`,
  );
  return found && { body: found.body, readAt: iso(found.at) };
}

export type AffectedItem = { readonly id: string; readonly number: string; readonly title: string };
/** More are not named; the words say so. */
const affectedLimit = 50;

/** Items that are not decided and use one of the codes, on the job or on any; at most fifty. */
export async function readAffectedItems(
  tx: Tx,
  companyId: string,
  { job, extra, codes }: Effect,
): Promise<readonly AffectedItem[]> {
  const place =
    job === null
      ? sql`true`
      : sql`i.project_id = (select project_id from project_link where company_id = ${companyId} and job = ${job})`;
  const path =
    extra === undefined ? "$.** ? (@.costCode == $code)" : "$.** ? (@.costCode == $code && @.extra == $extra)";
  return await rows<AffectedItem>(
    tx,
    sql`select i.id, i.number, i.title from item i join item_revision v on v.company_id = i.company_id and v.id = i.revision_id
      where i.company_id = ${companyId} and i.state in ('ready', 'not_sent', 'retrieved', 'rejected', 'failed') and not i.is_gone and ${place}
        and exists (select 1 from unnest(${list(codes, "text")}) c
          where jsonb_path_exists(v.body, ${path}::jsonpath, jsonb_build_object('code', c, 'extra', ${extra ?? ""}::text)))
      order by i.number limit ${affectedLimit}`,
  );
}
