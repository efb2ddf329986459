import { sql } from "drizzle-orm";
import type { Audience, Happening } from "#lib/core/notices.ts";
import { reasonLabel } from "#lib/core/rejection.ts";
import { iso, list, row, rows, type Tx } from "#lib/db/database.ts";

/** An event of the record as it was written. */
export type RecordedEvent = {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly itemId: string | null;
  readonly actor: {
    readonly kind: string;
    readonly id?: string;
    readonly name?: string;
    /** The link from a mail with which they did it. */
    readonly mailLink?: string;
  };
  readonly data: Readonly<Record<string, unknown>>;
};

/** Up to which event people were told, held for this transaction; null while another worker has it. */
export async function holdNoticeCursor(tx: Tx, companyId: string): Promise<number | null> {
  const found = await row<{ seq: number }>(
    tx,
    sql`select seq::float8 as seq from notice_cursor where company_id = ${companyId} for update skip locked`,
  );
  return found?.seq ?? null;
}

export async function moveNoticeCursor(tx: Tx, companyId: string, seq: number): Promise<void> {
  await tx.execute(sql`update notice_cursor set seq = ${seq}::bigint where company_id = ${companyId}`);
}

/** Events after one, in their order: the numbers have no gaps and none comes late, so that nothing is missed. */
export async function readEventsAfter(
  tx: Tx,
  companyId: string,
  seq: number,
  limit: number,
): Promise<readonly RecordedEvent[]> {
  const found = await rows<RecordedEvent>(
    tx,
    sql`select seq::float8 as seq, at, kind, item_id as "itemId", actor, data from audit_event
      where company_id = ${companyId} and seq > ${seq}::bigint order by seq limit ${limit}`,
  );
  return found.map((event) => ({ ...event, at: iso(event.at) }));
}

/** Events about items with the comments they name, as telling people needs them. */
export async function toHappenings(
  tx: Tx,
  companyId: string,
  events: readonly RecordedEvent[],
): Promise<readonly Happening[]> {
  const ids = events.flatMap(({ data }) => (typeof data.commentId === "string" ? [data.commentId] : []));
  const comments = new Map(
    (
      await rows<NonNullable<Happening["comment"]>>(
        tx,
        sql`select id, text, to_json(mentions) as mentions from comment where company_id = ${companyId} and id = any(${list(ids)}) and removed_at is null`,
      )
    ).map((one) => [one.id, one]),
  );
  return events.flatMap(({ seq, at, kind, itemId, actor, data }) => {
    if (itemId === null) return [];
    const comment = comments.get(String(data.commentId)) ?? null;
    const words = kind === "item.rejected" ? rejectionWords(data) : "";
    const actorId = actor.kind === "person" ? (actor.id ?? null) : null;
    return [{ seq, at, kind, itemId, actorId, who: actor.name ?? "", words, isAgain: data.isAgain === true, comment }];
  });
}

function rejectionWords({ reasons, text }: RecordedEvent["data"]): string {
  const labels = Array.isArray(reasons) ? reasons.map((code) => reasonLabel(String(code))) : [];
  return [...labels, ...(text ? [String(text)] : [])].join(". ");
}

/** How people stand to the items. */
export async function readAudiences(
  tx: Tx,
  companyId: string,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, Audience>> {
  const found = await rows<Audience>(
    tx,
    sql`select i.id as "itemId", i.project_id as "projectId", i.state, i.state_at as "stateAt", i.note,
      (select coalesce(json_agg(json_build_object('personId', f.person_id, 'since', f.created_at)), '[]') from follow f where f.company_id = i.company_id and f.item_id = i.id and f.is_on) as followers,
      to_json(i.own_person_ids || array(select (a.actor ->> 'id')::uuid from audit_event a where a.company_id = i.company_id and a.item_id = i.id
        and a.kind = 'item.sent' and a.actor ->> 'kind' = 'person' order by a.seq desc limit 1)) as senders,
      (select d.person_id from decision d where d.company_id = i.company_id and d.item_id = i.id and d.verdict = 'reject' order by d.created_at desc limit 1) as rejecter,
      (select d.person_id from decision d where d.company_id = i.company_id and d.item_id = i.id and d.verdict = 'accept' order by d.created_at desc limit 1) as acceptor
    from item i where i.company_id = ${companyId} and i.id = any(${list(itemIds)})`,
  );
  return new Map(found.map((one) => [one.itemId, { ...one, stateAt: iso(one.stateAt) }]));
}

export type EventItem = {
  readonly id: string;
  readonly type: string;
  readonly number: string;
  readonly title: string;
  readonly amount: string;
  readonly state: string;
  readonly erpId: string;
  readonly project: string | null;
};

/** Items as an event that goes outside names them. */
export async function readEventItems(
  tx: Tx,
  companyId: string,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, EventItem>> {
  const found = await rows<EventItem>(
    tx,
    sql`select i.id, i.record_type as type, i.number, i.title, i.amount, i.state, i.erp_id as "erpId", p.number as project
      from item i left join project p on p.company_id = i.company_id and p.id = i.project_id
      where i.company_id = ${companyId} and i.id = any(${list(itemIds)})`,
  );
  return new Map(found.map((one) => [one.id, one]));
}
