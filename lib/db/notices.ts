import { sql } from "drizzle-orm";
import type { NewNotice, NoticeKind } from "#lib/core/notices.ts";
import { commentKey, excerpt, mentionKey } from "#lib/core/notices.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { iso, json, list, row, rows, type Tx } from "#lib/db/database.ts";

export type NoticeRow = {
  readonly id: number;
  readonly kind: NoticeKind;
  /** Null where it is about a file; then it has neither number nor title. */
  readonly itemId: string | null;
  readonly who: string;
  readonly words: string;
  readonly at: string;
  readonly readAt: string | null;
  readonly number: string;
  readonly title: string;
  readonly sourceKind: string | null;
  readonly state: ItemState | null;
  readonly projectId: string | null;
};

const columns = sql`n.id::float8 as id, n.kind, n.item_id as "itemId", n.who, n.words, n.at, n.read_at as "readAt", coalesce(i.number, '') as number, coalesce(i.title, '') as title,
  i.source_kind as "sourceKind", i.state, i.project_id as "projectId"`;
const from = sql`notice n left join item i on i.company_id = n.company_id and i.id = n.item_id`;
const toNotice = (found: NoticeRow): NoticeRow => ({ ...found, at: iso(found.at), readAt: iso(found.readAt) });

/** What a person was told, newest first; one more than `limit` where there is more. */
export async function readNotices(
  tx: Tx,
  companyId: string,
  ask: {
    readonly personId: string;
    readonly before: number | null;
    readonly isUnread: boolean;
    readonly limit: number;
  },
): Promise<readonly NoticeRow[]> {
  const older = ask.before === null ? sql`true` : sql`n.id < ${ask.before}::bigint`;
  const unread = ask.isUnread ? sql`n.read_at is null` : sql`true`;
  const found = await rows<NoticeRow>(
    tx,
    sql`select ${columns} from ${from} where n.company_id = ${companyId} and n.person_id = ${ask.personId} and ${older} and ${unread}
      order by n.id desc limit ${ask.limit + 1}`,
  );
  return found.map(toNotice);
}

/** How many a person (none for a machine) has not read; counted no further than a hundred. */
export async function countUnread(tx: Tx, companyId: string, personId: string): Promise<number> {
  if (personId === "") return 0;
  const found = await row<{ n: number }>(
    tx,
    sql`select count(*)::int as n from (select 1 from notice where company_id = ${companyId} and person_id = ${personId} and read_at is null limit 100) x`,
  );
  return found?.n ?? 0;
}

/** Marks a person's own notices as read: these, or all up to one. */
export async function markRead(
  tx: Tx,
  companyId: string,
  personId: string,
  which: { readonly ids: readonly number[]; readonly upTo: number | null },
): Promise<number> {
  const found = await rows(
    tx,
    sql`update notice set read_at = clock_timestamp() where company_id = ${companyId} and person_id = ${personId} and read_at is null
      and (id = any(${sql.param(which.ids.map(String))}::bigint[]) or id <= ${which.upTo}::bigint) returning 1`,
  );
  return found.length;
}

export type StoredNotice = NoticeRow & { readonly personId: string };

/** Writes what was not told before; returns that, with the items it is about. */
export async function insertNotices(
  tx: Tx,
  companyId: string,
  notices: readonly (NewNotice & { readonly isForSummary: boolean })[],
): Promise<readonly StoredNotice[]> {
  if (notices.length === 0) return [];
  const values = notices.map((one, n) => ({ n, ...one }));
  const made = await rows<{ id: string }>(
    tx,
    sql`insert into notice (company_id, person_id, key, kind, item_id, who, words, at, is_for_summary)
      select ${companyId}::uuid, "personId", key, kind, "itemId", who, words, at, "isForSummary"
      from jsonb_to_recordset(${json(values)}) as x(n integer, "personId" uuid, key text, kind text, "itemId" uuid, who text, words text, at timestamptz, "isForSummary" boolean)
      order by n on conflict do nothing returning id`,
  );
  return await readNoticesById(
    tx,
    companyId,
    made.map(({ id }) => Number(id)),
  );
}

/** Notices of anybody by their ids, oldest first. */
export async function readNoticesById(
  tx: Tx,
  companyId: string,
  ids: readonly number[],
): Promise<readonly StoredNotice[]> {
  if (ids.length === 0) return [];
  const found = await rows<StoredNotice>(
    tx,
    sql`select ${columns}, n.person_id as "personId" from ${from} where n.company_id = ${companyId}
      and n.id = any(${sql.param(ids.map(String))}::bigint[]) order by n.id`,
  );
  return found.map((one) => ({ ...one, ...toNotice(one) }));
}

/**
 * Removes at most `limit` notices: those that were read more than `days` ago, and those that somebody who has no account
 * here any more was told so long ago. What a person has not read stays. Answers how many.
 */
export async function pruneNotices(tx: Tx, companyId: string, days: number, limit: number): Promise<number> {
  const old = sql`clock_timestamp() - make_interval(days => ${days})`;
  const removed = await rows(
    tx,
    sql`with gone as (select m.person_id from membership m join person p on p.id = m.person_id
        where m.company_id = ${companyId} and (m.is_disabled or p.is_disabled)),
      over as ((select id from notice where company_id = ${companyId} and read_at < ${old} and not is_for_summary order by read_at limit ${limit})
        union (select n.id from notice n join gone g on g.person_id = n.person_id
          where n.company_id = ${companyId} and n.read_at is null and n.at < ${old} limit ${limit}) limit ${limit})
      delete from notice n using over o where n.company_id = ${companyId} and n.id = o.id returning 1`,
  );
  return removed.length;
}

/** What was told of a comment says what the comment says now. */
export async function retellComment(tx: Tx, companyId: string, commentId: string, text: string): Promise<void> {
  const keys = list([mentionKey(commentId), commentKey(commentId)], "text");
  const words = text === "" ? "The comment was removed." : excerpt(text);
  await tx.execute(sql`update notice set words = ${words} where company_id = ${companyId} and key = any(${keys})`);
}
