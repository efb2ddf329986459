import { type SQL, sql } from "drizzle-orm";
import { rows, type Tx } from "#lib/db/database.ts";

const standing = sql`d.verdict = 'accept' and d.voided_at is null`;
const live = sql`e.status not in ('proved', 'failed', 'taken_back', 'unlinked')`;
const isDecided = sql`i.state in ('outbox', 'exporting', 'unknown', 'held', 'failed', 'synced')`;

/** Acceptance and export order: one for one, on the same revision and the same bytes (I01, I02, I06, I09). */
const decisions = (c: string): readonly SQL[] => [
  sql`select 'I01 the acceptance ' || d.id || ' has ' || count(e.id) || ' exports' from decision d
    left join export e on e.company_id = d.company_id and e.decision_id = d.id and e.revision_id = d.revision_id
    where d.company_id = ${c} and ${standing} group by d.id having count(e.id) <> 1`,
  sql`select 'I02 the export ' || e.id || ' has no acceptance of its revision and hash' from export e where e.company_id = ${c}
    and not exists (select 1 from decision d where d.company_id = e.company_id and d.id = e.decision_id and d.verdict = 'accept'
      and d.item_id = e.item_id and d.revision_id = e.revision_id and d.seen_sha256 = e.document_sha256
      and (d.voided_at is null or e.status in ('failed', 'taken_back', 'unlinked')
        or (e.status = 'proved' and exists (select 1 from item_revision r where r.company_id = e.company_id and r.id = e.revision_id
          and r.number < (select max(n.number) from item_revision n where n.company_id = e.company_id and n.item_id = e.item_id)))))`,
  sql`select 'I06 the document ' || x.sha256 || ' is not what its hash says' from export_document x
    where x.company_id = ${c} and x.sha256 <> encode(sha256(convert_to(x.document, 'UTF8')), 'hex')`,
  sql`select 'I06 the export ' || e.id || ' has no document' from export e where e.company_id = ${c}
    and not exists (select 1 from export_document x where x.company_id = e.company_id and x.sha256 = e.document_sha256)`,
  sql`select 'I06 the export ' || e.id || ' was proved with other bytes under fence ' || a.fence from export e
    join export_attempt a on a.company_id = e.company_id and a.export_id = e.id where e.company_id = ${c} and e.status = 'proved'
    and a.fence > e.gone_fence and a.verdict ->> 'kind' = 'proved' and not a.is_late and a.wrote_sha256 <> e.document_sha256`,
  sql`select 'I09 the item ' || d.item_id || ' has ' || count(*) || ' standing acceptances' from decision d
    where d.company_id = ${c} and ${standing} group by d.item_id having count(*) > 1`,
];

/** Revisions: what waits is the newest; what was accepted and not released as well (I07). */
const revisions = (c: string): readonly SQL[] => [
  sql`select 'I07 the export ' || e.id || ' is not released and its revision is superseded' from export e
    join item i on i.company_id = e.company_id and i.id = e.item_id
    where e.company_id = ${c} and e.status in ('outbox', 'waiting') and e.revision_id <> i.latest_revision_id`,
  sql`select 'I07 the item ' || i.id || ' is undecided and does not show its newest revision' from item i
    where i.company_id = ${c} and not ${isDecided} and i.revision_id <> i.latest_revision_id`,
];

/** Nobody decided on what they sent or edited before (I08). */
const people = (c: string): readonly SQL[] => [
  sql`select 'I08 ' || d.person_id || ' decided on the own item ' || d.item_id from decision d where d.company_id = ${c} and (
    exists (select 1 from audit_event a where a.company_id = d.company_id and a.item_id = d.item_id and a.kind = 'item.sent'
      and a.actor ->> 'id' = d.person_id::text and a.at < d.created_at)
    or exists (select 1 from membership m join item_revision own on own.company_id = m.company_id and own.head -> 'authors' ? m.procore_user_id
      join item_revision r on r.company_id = own.company_id and r.id = d.revision_id and own.number <= r.number
      where m.company_id = d.company_id and m.person_id = d.person_id and own.item_id = d.item_id))`,
];

/** Attempts: never blind, every fence leased once and in order, nothing open without a clock (I05, I11, I16). */
const attempts = (c: string): readonly SQL[] => [
  sql`select 'I05 the export ' || b.export_id || ' was delivered again under fence ' || b.fence || ' without a proof of absence'
    from export_attempt a join export_attempt b on b.company_id = a.company_id and b.export_id = a.export_id and b.fence > a.fence
    join export e on e.company_id = a.company_id and e.id = a.export_id
    where a.company_id = ${c} and a.mode = 'deliver' and b.mode = 'deliver'
    and not exists (select 1 from export_attempt p where p.company_id = a.company_id and p.export_id = a.export_id
      and p.fence >= a.fence and p.fence < b.fence and p.verdict ->> 'kind' in ('absent', 'refused', 'gone') and p.reported_at <= b.leased_at)
    and not exists (select 1 from audit_event s where s.company_id = a.company_id and s.item_id = e.item_id
      and s.kind = 'export.resolved' and s.data ->> 'as' = 'send_again' and s.at between a.leased_at and b.leased_at)`,
  sql`select 'I11 the export ' || e.id || ' is ' || e.status || ' and nobody looks at it' from export e where e.company_id = ${c}
    and ${live} and e.status <> 'held' and not exists (select 1 from item i where i.company_id = e.company_id and i.id = e.item_id and i.is_on_hold)
    and (e.next_check_at is null or e.next_check_at < clock_timestamp() - interval '5 minutes')`,
  sql`select 'I11 the write-back of export ' || e.id || ' is due and has no time' from export e
    where e.company_id = ${c} and e.write_back = 'due' and e.write_back_at is null`,
  sql`select 'I16 the export ' || e.id || ' has fence ' || e.fence || ' and ' || count(a.fence) || ' leases up to ' || coalesce(max(a.fence), 0)
    from export e left join export_attempt a on a.company_id = e.company_id and a.export_id = e.id
    where e.company_id = ${c} group by e.id, e.fence having count(a.fence) <> e.fence or coalesce(max(a.fence), 0) <> e.fence`,
  sql`select 'I16 fence ' || b.fence || ' of export ' || b.export_id || ' was leased before an older one' from export_attempt a
    join export_attempt b on b.company_id = a.company_id and b.export_id = a.export_id and b.fence = a.fence + 1
    where a.company_id = ${c} and b.leased_at < a.leased_at`,
];

/** Each child has its parent in its own company (I13); where the tables have no foreign key, this is the proof. */
const parents = (c: string): readonly SQL[] => {
  const orphan = (child: string, key: string, parent: string, parentKey = "id") =>
    sql`select ${`I13 ${child}.${key} `} || x.${sql.identifier(key)} || ${` has no ${parent} in its company`} from ${sql.identifier(child)} x
      where x.company_id = ${c} and x.${sql.identifier(key)} is not null and not exists (select 1 from ${sql.identifier(parent)} p
        where p.company_id = x.company_id and p.${sql.identifier(parentKey)} = x.${sql.identifier(key)})`;
  return [
    orphan("item", "project_id", "project"),
    orphan("item", "vendor_id", "vendor"),
    orphan("item_revision", "item_id", "item"),
    orphan("decision", "item_id", "item"),
    orphan("decision", "revision_id", "item_revision"),
    orphan("decision", "person_id", "membership", "person_id"),
    orphan("finding", "item_id", "item"),
    orphan("export_document", "item_id", "item"),
    orphan("export", "item_id", "item"),
    orphan("export", "decision_id", "decision"),
    orphan("export_attempt", "export_id", "export"),
    orphan("export_attempt", "sync_client_id", "sync_client"),
    orphan("sync_client_event", "sync_client_id", "sync_client"),
    orphan("project_link", "project_id", "project"),
    orphan("vendor_link", "vendor_id", "vendor"),
    orphan("project_member", "project_id", "project"),
    orphan("project_member", "person_id", "membership", "person_id"),
    orphan("push_grant", "person_id", "membership", "person_id"),
    orphan("audit_event", "item_id", "item"),
    orphan("item_hold", "item_id", "item"),
    sql`select 'I13 the item ' || i.id || ' points to a revision that is not its own' from item i where i.company_id = ${c} and exists (
      select 1 from unnest(array[i.revision_id, i.latest_revision_id]) r
      where not exists (select 1 from item_revision v where v.company_id = i.company_id and v.id = r and v.item_id = i.id))`,
    sql`select 'I13 the export ' || e.id || ' is of a revision of another item' from export e where e.company_id = ${c}
      and not exists (select 1 from item_revision v where v.company_id = e.company_id and v.id = e.revision_id and v.item_id = e.item_id)`,
  ];
};

/** What was accepted is somewhere: item and export agree, the money clears, the counters count (I17). */
const clearing = (c: string): readonly SQL[] => [
  sql`select 'I17 the item ' || i.id || ' is ' || i.state || ' and its export is ' || coalesce(e.status, 'missing') from item i
    left join export e on e.company_id = i.company_id and e.item_id = i.id and e.revision_id = i.revision_id
    where i.company_id = ${c} and case i.state when 'outbox' then coalesce(e.status, '') not in ('outbox', 'waiting')
      when 'exporting' then coalesce(e.status, '') not in ('queued', 'leased', 'imported') when 'unknown' then coalesce(e.status, '') <> 'unknown'
      when 'held' then coalesce(e.status, '') <> 'held' when 'failed' then coalesce(e.status, '') <> 'failed' when 'synced' then coalesce(e.status, '') not in ('proved', 'unlinking')
      else coalesce(e.status, 'failed') not in ('failed', 'taken_back', 'unlinked') end`,
  sql`select 'I17 the item ' || e.item_id || ' has more than one export that is not ended' from export e
    where e.company_id = ${c} and ${live} group by e.item_id having count(*) > 1`,
  sql`select 'I17 accepted ' || a.amount || ' in ' || a.type || ', found ' || a.found from (
    select i.record_type as type, coalesce(sum(i.amount) filter (where d.id is not null), 0) as amount,
      coalesce(sum(i.amount) filter (where ${isDecided}), 0) as found from item i
    left join decision d on d.company_id = i.company_id and d.item_id = i.id and ${standing} where i.company_id = ${c} group by 1) a where a.amount <> a.found`,
  sql`select 'I17 the counter of ' || state || '/' || lane || ' is off by ' || sum(n) || ' items' from (
      select state, lane, is_returned, is_on_hold, record_type, count as n, amount as money from item_counter where company_id = ${c}
      union all select state, lane, is_returned, is_on_hold, record_type, -1, -amount from item where company_id = ${c}) x
    group by state, lane, is_returned, is_on_hold, record_type having sum(n) <> 0 or sum(money) <> 0`,
  sql`select 'I17 the counter of the project ' || project_id || ' is off by ' || sum(n) || ' items ' || state from (
      select project_id, state, count as n, amount as money from project_counter where company_id = ${c}
      union all select project_id, state, -1, -amount from item where company_id = ${c} and project_id is not null) x
    group by project_id, state having sum(n) <> 0 or sum(money) <> 0`,
  sql`select 'I17 the counter of the vendor ' || vendor_id || ' is off by ' || sum(n) || ' items' from (
      select vendor_id, count as n, amount as money from vendor_counter where company_id = ${c}
      union all select vendor_id, -1, -amount from item where company_id = ${c} and vendor_id is not null and project_id is not null
        and state in ('ready', 'not_sent', 'rejected', 'retrieved', 'failed')) x
    group by vendor_id having sum(n) <> 0 or sum(money) <> 0`,
];

/** What a person holds is marked, waits, and is with nobody (I18). */
const holds = (c: string): readonly SQL[] => [
  sql`select 'I18 the item ' || i.id || ' is ' || i.state || ', marked held: ' || i.is_on_hold || ', open holds: ' || count(h.id) from item i
    left join item_hold h on h.company_id = i.company_id and h.item_id = i.id and h.ended_at is null where i.company_id = ${c}
    group by i.company_id, i.id having i.is_on_hold <> (count(h.id) = 1) or (i.is_on_hold and i.state not in ('ready', 'outbox', 'exporting'))`,
  sql`select 'I18 the export ' || e.id || ' is ' || e.status || ' while a person holds it' from export e
    join item i on i.company_id = e.company_id and i.id = e.item_id and i.is_on_hold where e.company_id = ${c} and e.revision_id = i.revision_id
    and (e.is_offered or e.status not in ('outbox', 'waiting', 'queued', 'taken_back', 'failed', 'unlinked'))`,
];

/**
 * What must be true after every schedule (reliability.md 6), as sentences about what is not; empty when all is well. Reads
 * one company in one statement, so that it sees one moment.
 */
export async function brokenInvariants(tx: Tx, companyId: string): Promise<string[]> {
  const groups = [decisions, revisions, people, attempts, parents, clearing, holds];
  const parts = groups.flatMap((group) => group(companyId));
  const found = await rows<{ problem: string }>(
    tx,
    sql`select x.problem from (${sql.join(parts, sql` union all `)}) x(problem) order by x.problem limit 100`,
  );
  return found.map((entry) => entry.problem);
}
