import { type SQL, sql } from "drizzle-orm";
import type { Json } from "#lib/core/canonical-json.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { HoldUntil } from "#lib/core/holds.ts";
import type { LeaseMode } from "#lib/core/machines/export-state.ts";
import type { Money } from "#lib/core/money.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { iso, list, row, rows, type Tx } from "#lib/db/database.ts";
import { type StoredEvent, toEvent } from "#lib/db/item-view.ts";

/** What an item showed at a past instant, with the names and ties of that instant. */
export type PastVersion = {
  readonly valid_from: string;
  readonly state: ItemState;
  readonly version: number;
  readonly lane: string;
  readonly note: string | null;
  readonly number: string;
  readonly title: string;
  readonly amount: Money;
  readonly record_type: string;
  readonly source_kind: string;
  readonly source_status: string;
  readonly parent_source_id: string | null;
  readonly project_id: string | null;
  readonly project: { readonly number: string; readonly name: string } | null;
  readonly job: string | null;
  readonly vendor_id: string | null;
  readonly vendor_name: string | null;
  readonly sage_vendor: string | null;
  readonly assignee_id: string | null;
  readonly assignee_name: string | null;
  readonly sent_at: string | null;
  readonly sent_by: string | null;
  readonly revision_id: string;
  readonly revision_number: number;
  readonly revision_count: number;
  readonly revision_sha256: string;
  readonly revision_at: string;
  readonly latest_revision_id: string;
  readonly body: Json;
  readonly fields: ExportFields;
  readonly erp_id: string;
  readonly document_problem: string | null;
  readonly findings: readonly Omit<Finding, "asOf">[];
  readonly checked_at: string | null;
  readonly signed_by: string | null;
  readonly signed_at: string | null;
  readonly hold: { by: string; at: string; until: HoldUntil; untilAt: string | null; note: string } | null;
};

/** The value of a name or a tie as it was last before `bound`, for columns of any table. */
export const valueAt = (company: SQL, kind: string, subject: SQL, bound: string): SQL =>
  sql`(select n.value from name_version n where n.company_id = ${company} and n.kind = ${kind} and n.subject_id = ${subject}
    and n.valid_from <= ${bound}::timestamptz order by n.valid_from desc limit 1)`;

/** The same for versions `v`; `key` leads to a text in it. */
export const nameAt = (kind: string, subject: SQL, bound: string, key: string): SQL =>
  sql`(${valueAt(sql`v.company_id`, kind, subject, bound)} ->> ${key})`;

/** The item as it was at `bound` (the last moment, ISO); null where no version had begun by then. */
export async function readVersion(
  tx: Tx,
  companyId: string,
  itemId: string,
  bound: string,
): Promise<PastVersion | null> {
  const found = await row<PastVersion>(
    tx,
    sql`select v.valid_from, v.state, v.version, v.lane, v.note, v.number, v.title, v.amount, v.record_type, v.source_kind, v.source_status, v.parent_source_id,
      v.project_id, case when v.project_id is not null then json_build_object('number', ${nameAt("project", sql`v.project_id`, bound, "number")},
        'name', ${nameAt("project", sql`v.project_id`, bound, "name")}) end as project, ${nameAt("project_link", sql`v.project_id`, bound, "job")} as job,
      v.vendor_id, ${nameAt("vendor", sql`v.vendor_id`, bound, "name")} as vendor_name, ${nameAt("vendor_link", sql`v.vendor_id`, bound, "sageVendor")} as sage_vendor,
      v.assignee_id, a.name as assignee_name, v.sent_at, v.sent_by, v.revision_id, r.number as revision_number, l.number as revision_count,
      r.sha256 as revision_sha256, r.source_updated_at as revision_at, v.latest_revision_id, r.body, v.fields, v.erp_id, v.document_problem,
      v.findings, v.checked_at, s.created_at as signed_at, sp.name as signed_by,
      case when v.is_on_hold then (select json_build_object('by', h.person_name, 'at', h.created_at, 'until', h.until_kind, 'untilAt', h.until_at, 'note', h.note)
        from item_hold h where h.company_id = v.company_id and h.item_id = v.item_id and h.created_at <= ${bound}::timestamptz order by h.created_at desc limit 1) end as hold
    from (select * from item_version where company_id = ${companyId} and item_id = ${itemId} and valid_from <= ${bound}::timestamptz order by valid_from desc limit 1) v
      join item_revision r on r.company_id = v.company_id and r.id = v.revision_id join item_revision l on l.company_id = v.company_id and l.id = v.latest_revision_id
      left join person a on a.id = v.assignee_id left join decision s on s.company_id = v.company_id and s.id = v.signature_id left join person sp on sp.id = s.person_id`,
  );
  if (!found) return null;
  const { hold } = found;
  return {
    ...found,
    ...{ valid_from: iso(found.valid_from), sent_at: iso(found.sent_at), revision_at: iso(found.revision_at) },
    ...{ checked_at: iso(found.checked_at), signed_at: iso(found.signed_at) },
    hold: hold && { ...hold, at: iso(hold.at), untilAt: iso(hold.untilAt) },
  };
}

/** From when on an item's versions are kept (ISO), and whether its record began by `bound`; null for an item without versions. */
export async function readKeptFrom(
  tx: Tx,
  companyId: string,
  itemId: string,
  bound: string,
): Promise<{ readonly at: string; readonly wasHere: boolean } | null> {
  const found = await row<{ at: string; was_here: boolean }>(
    tx,
    sql`select v.valid_from as at, exists (select 1 from audit_event a where a.company_id = v.company_id and a.item_id = v.item_id and a.at <= ${bound}::timestamptz) as was_here
    from item_version v where v.company_id = ${companyId} and v.item_id = ${itemId} order by v.valid_from limit 1`,
  );
  return found && { at: iso(found.at), wasHere: found.was_here };
}

/** What an item belonged to then, with the state of then; null when it belonged to nothing that was known. */
export async function readPastParent(
  tx: Tx,
  companyId: string,
  sourceId: string,
  kinds: readonly string[],
  bound: string,
) {
  return await row<{ id: string; source_kind: string; number: string; title: string; state: ItemState }>(
    tx,
    sql`select p.id, p.source_kind, v.number, v.title, v.state from item p cross join lateral (select number, title, state from item_version
        where company_id = p.company_id and item_id = p.id and valid_from <= ${bound}::timestamptz order by valid_from desc limit 1) v
    where p.company_id = ${companyId} and p.source_id = ${sourceId} and p.source_kind = any(${list(kinds, "text")}) order by p.id limit 1`,
  );
}

/** The item's record up to then, newest first, as the review shows it: the last 200. */
export async function readPastTimeline(
  tx: Tx,
  companyId: string,
  itemId: string,
  bound: string,
): Promise<StoredEvent[]> {
  const found = await rows<Parameters<typeof toEvent>[0]>(
    tx,
    sql`select seq, at, actor, kind, item_id, data, hash from audit_event
    where company_id = ${companyId} and item_id = ${itemId} and at <= ${bound}::timestamptz order by seq desc limit 200`,
  );
  return found.map(toEvent);
}

/** The newest rejection of then. */
export async function readPastRejection(tx: Tx, companyId: string, itemId: string, bound: string) {
  const found = await row<{ reasons: string[]; text: string; by: string; at: string }>(
    tx,
    sql`select to_json(d.reasons) as reasons, d.text, p.name as by, d.created_at as at from decision d join person p on p.id = d.person_id
    where d.company_id = ${companyId} and d.item_id = ${itemId} and d.verdict = 'reject' and d.created_at <= ${bound}::timestamptz order by d.created_at desc limit 1`,
  );
  return found && { ...found, at: iso(found.at) };
}

/** Attempts at Sage of the version of then, newest first; a report that had not come by then is left out. */
export async function readPastAttempts(tx: Tx, companyId: string, itemId: string, revisionId: string, bound: string) {
  const found = await rows<{
    fence: number;
    mode: LeaseMode;
    client: string;
    leased_at: string;
    reported_at: string | null;
    verdict: unknown;
  }>(
    tx,
    sql`select a.fence, a.mode, coalesce(c.name, '') as client, a.leased_at, x.reported_at, case when x.reported_at is not null then a.verdict end as verdict
    from (select e.company_id, e.id from export e where e.company_id = ${companyId} and e.item_id = ${itemId} and e.revision_id = ${revisionId}
        and e.created_at <= ${bound}::timestamptz order by e.created_at desc limit 1) e
      join export_attempt a on a.company_id = e.company_id and a.export_id = e.id
      left join sync_client c on c.company_id = a.company_id and c.id = a.sync_client_id
      cross join lateral (select case when a.reported_at <= ${bound}::timestamptz then a.reported_at end as reported_at) x
    where a.mode <> 'watch' and a.leased_at <= ${bound}::timestamptz order by a.fence desc limit 50`,
  );
  return found.map((one) => ({ ...one, leased_at: iso(one.leased_at), reported_at: iso(one.reported_at) }));
}

/** The stored bytes that stood for the item then: once accepted those of the decision, before that those of the last check. */
export async function readPastDocument(
  tx: Tx,
  companyId: string,
  itemId: string,
  bound: string,
): Promise<{ readonly sha256: string; readonly document: string } | null> {
  return await row(
    tx,
    sql`select d.sha256, d.document from (select * from item_version where company_id = ${companyId} and item_id = ${itemId} and valid_from <= ${bound}::timestamptz
        order by valid_from desc limit 1) v
      join export_document d on d.company_id = v.company_id and d.sha256 = coalesce(case when v.state not in ('ready', 'not_sent', 'retrieved', 'rejected', 'failed')
        then (select x.seen_sha256 from decision x where x.company_id = v.company_id and x.item_id = v.item_id and x.revision_id = v.revision_id and x.verdict = 'accept'
          and x.created_at <= ${bound}::timestamptz order by x.created_at desc limit 1) end, v.document_sha256)`,
  );
}
