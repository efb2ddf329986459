import { sql } from "drizzle-orm";
import type { AuditEvent } from "#lib/core/audit.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { iso, row, rows, type Tx } from "#lib/db/database.ts";

export type ItemExtras = {
  lane: string;
  source_status: string;
  title: string;
  note: string | null;
  sent_at: string | null;
  sent_by: string | null;
  assignee_id: string | null;
  assignee_name: string | null;
  project_number: string | null;
  project_name: string | null;
  job: string | null;
  vendor_name: string | null;
  sage_vendor: string | null;
  sage_name: string | null;
  revision_number: number;
  revision_count: number;
  revision_at: string;
  document: string | null;
  document_sha256: string | null;
  export_id: string | null;
  export_status: string | null;
  export_erp_id: string | null;
  export_note: string | null;
  release_at: string | null;
  verdict: Verdict | null;
  write_back: string | null;
  gone_fence: number | null;
  is_look_only: boolean | null;
};

/** What the review shows around an item, in one statement. */
export async function readItemExtras(tx: Tx, companyId: string, itemId: string): Promise<ItemExtras | null> {
  return await row<ItemExtras>(
    tx,
    sql`select i.lane, i.source_status, i.title, i.note, i.sent_at, i.sent_by, i.assignee_id, a.name as assignee_name, p.number as project_number, p.name as project_name, pl.job, v.name as vendor_name, vl.sage_vendor,
      s.name as sage_name, r.number as revision_number, l.number as revision_count, r.source_updated_at as revision_at, d.document, d.sha256 as document_sha256,
      e.id as export_id, e.status as export_status, e.erp_id as export_erp_id, e.note as export_note, e.release_at, e.verdict, e.write_back, e.gone_fence, e.is_look_only
    from item i left join project p on p.company_id = i.company_id and p.id = i.project_id left join person a on a.id = i.assignee_id
      join item_revision r on r.company_id = i.company_id and r.id = i.revision_id join item_revision l on l.company_id = i.company_id and l.id = i.latest_revision_id
      left join project_link pl on pl.company_id = i.company_id and pl.project_id = i.project_id
      left join vendor v on v.company_id = i.company_id and v.id = i.vendor_id left join vendor_link vl on vl.company_id = i.company_id and vl.vendor_id = i.vendor_id
      left join sage_vendor s on s.company_id = i.company_id and s.vendor = vl.sage_vendor and not s.is_gone
      left join export e on e.company_id = i.company_id and e.item_id = i.id and e.revision_id = i.revision_id and e.status not in ('taken_back', 'unlinked')
      left join export_document d on d.company_id = i.company_id and d.sha256 = coalesce(case when i.state in ('ready', 'not_sent', 'retrieved', 'rejected', 'failed') then null else e.document_sha256 end, i.document_sha256)
    where i.company_id = ${companyId} and i.id = ${itemId}`,
  );
}

export async function readFindings(tx: Tx, companyId: string, itemId: string): Promise<Finding[]> {
  const found = await rows<Omit<Finding, "asOf"> & { as_of: string | null }>(
    tx,
    sql`select code, severity, sentence, field, as_of, fixer, fix from finding where company_id = ${companyId} and item_id = ${itemId} order by position`,
  );
  return found.map(({ as_of, ...finding }) => ({ ...finding, asOf: iso(as_of) }));
}

/** The newest rejection that still stands: what accounting asked. */
export async function readRejection(tx: Tx, companyId: string, itemId: string) {
  const found = await row<{ reasons: string[]; text: string; by: string; at: string }>(
    tx,
    sql`select to_json(d.reasons) as reasons, d.text, p.name as by, d.created_at as at from decision d join person p on p.id = d.person_id
    where d.company_id = ${companyId} and d.item_id = ${itemId} and d.verdict = 'reject' order by d.created_at desc limit 1`,
  );
  return found && { ...found, at: iso(found.at) };
}

export type StoredEvent = {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  /** Whose right was used; null where it was their own. */
  readonly onBehalfOf: string | null;
  /** The API token with which a program did it in their name; null: they did it themselves. */
  readonly token: string | null;
  /** They did it with a link from a mail. */
  readonly isByMail: boolean;
  readonly itemId: string | null;
  readonly hash: string;
  readonly event: AuditEvent;
};
type EventRow = {
  seq: string;
  at: string;
  actor: { name?: string; onBehalfOf?: string; token?: string; mailLink?: string };
  kind: string;
  item_id: string | null;
  data: object;
  hash: string;
};

export function toEvent(found: EventRow): StoredEvent {
  return {
    seq: Number(found.seq),
    at: iso(found.at),
    who: found.actor.name ?? "",
    onBehalfOf: found.actor.onBehalfOf ?? null,
    token: found.actor.token ?? null,
    isByMail: found.actor.mailLink !== undefined,
    itemId: found.item_id,
    hash: found.hash,
    event: { kind: found.kind, ...found.data } as AuditEvent,
  };
}

/** The item's record, newest first. */
export async function readTimeline(tx: Tx, companyId: string, itemId: string): Promise<StoredEvent[]> {
  const found = await rows<EventRow>(
    tx,
    sql`select seq, at, actor, kind, item_id, data, hash from audit_event where company_id = ${companyId} and item_id = ${itemId} order by seq desc limit 200`,
  );
  return found.map(toEvent);
}
