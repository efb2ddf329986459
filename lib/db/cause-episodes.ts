import { sql } from "drizzle-orm";
import type { Cause } from "#lib/core/causes.ts";
import { iso, json, list, row, rows, type Tx } from "#lib/db/database.ts";

/** A cause that comes back so soon was not over: items leave it and fail again while somebody works on it. */
const pause = sql`interval '10 minutes'`;

/**
 * Opens what is new, keeps what is there, closes what holds nothing up any more; `isWhole`: no cause was left out. Two who do
 * it at once wait for each other.
 */
export async function recordEpisodes(
  tx: Tx,
  companyId: string,
  causes: readonly Cause[],
  isWhole: boolean,
): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('causes ' || ${companyId}, 0))`);
  const keys = list(
    causes.map((cause) => cause.key),
    "text",
  );
  if (isWhole)
    await tx.execute(sql`update cause_episode set closed_at = clock_timestamp()
      where company_id = ${companyId} and closed_at is null and key <> all(${keys})`);
  await tx.execute(sql`update cause_episode c set closed_at = null where c.company_id = ${companyId} and c.key = any(${keys}) and c.closed_at > clock_timestamp() - ${pause}
    and not exists (select 1 from cause_episode o where o.company_id = c.company_id and o.key = c.key and o.closed_at is null)`);
  const values = causes.map(({ key, words, items, amount, firstAt, groups }) => {
    // A check says since when an item is in its state, not since when the check blocks it: that is now.
    const isDated = groups.every(({ basis }) => basis !== "finding");
    return { k: key, w: words, n: items, a: amount, f: isDated ? firstAt : null };
  });
  await tx.execute(sql`insert into cause_episode as c (company_id, key, words, items, amount, peak_items, opened_at)
    select ${companyId}::uuid, k, w, n, a, n, coalesce(f, clock_timestamp()) from jsonb_to_recordset(${json(values)}) as x(k text, w text, n integer, a numeric, f timestamptz)
    on conflict (company_id, key) where closed_at is null do update set words = excluded.words, items = excluded.items, amount = excluded.amount,
      peak_items = greatest(c.peak_items, excluded.items) where (c.words, c.items, c.amount) is distinct from (excluded.words, excluded.items, excluded.amount)`);
}

/** Removes at most `limit` episodes that were over `days` ago; answers how many. */
export async function pruneEpisodes(tx: Tx, companyId: string, days: number, limit: number): Promise<number> {
  const found = await rows(
    tx,
    sql`delete from cause_episode where company_id = ${companyId} and id in (select id from cause_episode where company_id = ${companyId}
      and closed_at < clock_timestamp() - make_interval(days => ${days}) limit ${limit}) returning id`,
  );
  return found.length;
}

export type CauseMark = {
  readonly key: string;
  readonly openedAt: string | null;
  readonly ownerId: string | null;
  readonly owner: string | null;
  readonly mutedUntil: string | null;
  readonly muteNote: string;
  readonly mutedBy: string;
};

/** Since when causes are open, whose they are and until when they are muted, by key. */
export async function readMarks(
  tx: Tx,
  companyId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, CauseMark>> {
  const found = await rows<CauseMark>(
    tx,
    sql`select k.key, e.opened_at as "openedAt", m.owner_id as "ownerId", o.name as owner, m.muted_until as "mutedUntil", coalesce(m.mute_note, '') as "muteNote",
      coalesce(m.muted_by, '') as "mutedBy"
    from unnest(${list(keys, "text")}) as k(key) left join cause_episode e on e.company_id = ${companyId} and e.key = k.key and e.closed_at is null
      left join cause_mark m on m.company_id = ${companyId} and m.key = k.key left join person o on o.id = m.owner_id`,
  );
  return new Map(
    found.map((mark) => [mark.key, { ...mark, openedAt: iso(mark.openedAt), mutedUntil: iso(mark.mutedUntil) }]),
  );
}

export type Episode = {
  readonly id: string;
  readonly words: string;
  readonly peakItems: number;
  readonly openedAt: string;
  readonly closedAt: string | null;
};

/** The newest 20 times in which the cause held items up. */
export async function readEpisodes(tx: Tx, companyId: string, key: string): Promise<readonly Episode[]> {
  const found = await rows<Episode>(
    tx,
    sql`select id, words, peak_items as "peakItems", opened_at as "openedAt", closed_at as "closedAt" from cause_episode
    where company_id = ${companyId} and key = ${key} order by opened_at desc limit 20`,
  );
  return found.map((one) => ({ ...one, openedAt: iso(one.openedAt), closedAt: iso(one.closedAt) }));
}

/** The people to whom a cause can be given: who may see Sync health and act on what holds items up. */
export async function readOwners(tx: Tx, companyId: string): Promise<readonly { id: string; name: string }[]> {
  return await rows(
    tx,
    sql`select p.id, p.name from membership m join person p on p.id = m.person_id where m.company_id = ${companyId}
      and m.roles && '{accountant,admin}'::text[] and not m.is_disabled and not p.is_disabled order by p.name limit 500`,
  );
}

/** The words under which a cause was last known; null when there never was such a cause. */
export async function readCauseWords(tx: Tx, companyId: string, key: string): Promise<string | null> {
  const found = await row<{ words: string }>(
    tx,
    sql`select words from cause_episode where company_id = ${companyId} and key = ${key} order by opened_at desc limit 1`,
  );
  return found?.words ?? null;
}

/** Mutes a cause until an instant by the database's clock, or ends its mute; answers the end. */
export async function muteCause(
  tx: Tx,
  companyId: string,
  key: string,
  mute: { readonly hours: number; readonly note: string; readonly by: string } | null,
): Promise<string | null> {
  const until = mute ? sql`clock_timestamp() + make_interval(hours => ${mute.hours})` : sql`null::timestamptz`;
  const found = await row<{ until: string | null }>(
    tx,
    sql`insert into cause_mark (company_id, key, muted_until, mute_note, muted_by) values (${companyId}, ${key}, ${until}, ${mute?.note ?? ""}, ${mute?.by ?? ""})
    on conflict (company_id, key) do update set muted_until = excluded.muted_until, mute_note = excluded.mute_note, muted_by = excluded.muted_by returning muted_until as until`,
  );
  return iso(found?.until ?? null);
}

export async function giveCause(tx: Tx, companyId: string, key: string, ownerId: string | null): Promise<void> {
  await tx.execute(sql`insert into cause_mark (company_id, key, owner_id) values (${companyId}, ${key}, ${ownerId})
    on conflict (company_id, key) do update set owner_id = excluded.owner_id`);
}
