import { sql } from "drizzle-orm";
import { row, type Tx } from "#lib/db/database.ts";

/** How far a chain was recomputed: the last event that fits, and its hash; the next one has to build on it. */
export type ChainPlace = { readonly done: number; readonly hash: string };
export const chainStart: ChainPlace = { done: 0, hash: "0".repeat(64) };

export type ChainSlice = {
  readonly place: ChainPlace;
  /** The first event at which hash, predecessor or numbering does not fit; null while all do. */
  readonly firstBreak: number | null;
  readonly isEnd: boolean;
};

type Found = {
  count: string;
  last_seq: string | null;
  last_hash: string | null;
  first_break: string | null;
  head_seq: string | null;
  head_hash: string | null;
};

/**
 * Recomputes the next `count` events of the company's chain behind `from`. At its end the head must be the last event; what is
 * missing there is a break too. Reads in one statement, so that events which come meanwhile do not disturb.
 */
export async function checkSlice(tx: Tx, companyId: string, from: ChainPlace, count: number): Promise<ChainSlice> {
  const found = await row<Found>(
    tx,
    sql`with part as (select * from audit_event where company_id = ${companyId} and seq > ${from.done} order by seq limit ${count}),
      chain as (select seq, hash, prev_hash, row_number() over (order by seq) + ${from.done}::bigint as place,
        lag(hash, 1, ${from.hash}) over (order by seq) as before, audit_hash(prev_hash, seq, at, actor, kind, item_id, data) as computed from part)
    select (select count(*) from chain)::text as count, (select max(seq) from chain)::text as last_seq,
      (select hash from chain order by seq desc limit 1) as last_hash,
      (select min(seq) from chain where hash <> computed or prev_hash <> before or place <> seq)::text as first_break,
      h.seq::text as head_seq, h.hash as head_hash
    from (select 1) one left join audit_head h on h.company_id = ${companyId}`,
  );
  const place = found?.last_seq ? { done: Number(found.last_seq), hash: found.last_hash ?? "" } : from;
  if (found?.first_break) return { place, firstBreak: Number(found.first_break), isEnd: false };
  if (Number(found?.count ?? 0) === count) return { place, firstBreak: null, isEnd: false };
  const headSeq = Number(found?.head_seq ?? 0);
  const isHeadWhole = headSeq === place.done && (place.done === 0 || found?.head_hash === place.hash);
  // Without a break among the events that are there, it is at the end: an event that is missing, or the head itself.
  const end = headSeq > place.done ? place.done + 1 : place.done;
  return { place, firstBreak: isHeadWhole ? null : end, isEnd: true };
}

export type ChainCheck = { readonly events: number; readonly firstBreak: number | null; readonly head: string };

/** Recomputes the whole chain; `events` are those before the break, or all. The head is empty where it does not fit. */
export async function verifyChain(tx: Tx, companyId: string): Promise<ChainCheck> {
  for (let place = chainStart; ; ) {
    const slice = await checkSlice(tx, companyId, place, sliceSize);
    if (slice.firstBreak !== null) return { events: slice.firstBreak - 1, firstBreak: slice.firstBreak, head: "" };
    place = slice.place;
    if (slice.isEnd) return { events: place.done, firstBreak: null, head: place.done === 0 ? "" : place.hash };
  }
}

/** Some tenths of a second of hashing. */
export const sliceSize = 20_000;

/** The event at a place in words of the record, for whoever looks for what was changed; null when it is missing. */
export async function eventAt(tx: Tx, companyId: string, seq: number) {
  return await row<{ kind: string; at: string; who: string | null }>(
    tx,
    sql`select kind, at, actor ->> 'name' as who from audit_event where company_id = ${companyId} and seq = ${seq}`,
  );
}
