import { type SQL, sql } from "drizzle-orm";
import { type Money, subtract } from "#lib/core/money.ts";
import type { Counterpart } from "#lib/core/reconcile/measures.ts";
import type { SageTotals, Strand } from "#lib/core/reconcile/reconcile.ts";
import type { CodeTotals, HeldRecord } from "#lib/core/reconcile/records.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { containing, iso, json, list, row, rows, type Tx } from "#lib/db/database.ts";

/** A record type as it is compared: its counterpart in Sage, and the export field that is its accounting date. */
export type ReconcileKind = {
  readonly recordType: string;
  readonly counterpart: Counterpart;
  readonly dateField: string;
};
export type ReconcileScope = {
  readonly kinds: readonly ReconcileKind[];
  readonly projectIds: readonly string[];
  /** The last day of the period, YYYY-MM-DD; null for everything to date. */
  readonly upTo: string | null;
};

/** A mirror that was read so long after a proof has seen what was proved: a reading takes seconds, and begins before it is stored. */
const readAfterProof = sql`interval '20 seconds'`;

export type ProjectRow = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly job: string | null;
};

/** So many documents are compared for one page: what a statement does while somebody waits, however large the projects are. */
const mostDocuments = 25_000;
/** How many items a project `p` has, by the counters. */
export const documentsOf = sql`(select coalesce(sum(c.count), 0)::int from project_counter c where c.company_id = p.company_id and c.project_id = p.id)`;

export type ProjectSlice<Row = ProjectRow> = { readonly projects: readonly Row[]; readonly hasMore: boolean };

/** The first of these projects, at most `limit` and with no more documents together than a page compares; always one of them. */
export function withinReach<Row extends { readonly documents: number }>(
  found: readonly Row[],
  limit: number,
): ProjectSlice<Omit<Row, "documents">> {
  let documents = 0;
  const reach = found.findIndex((project) => {
    const isFirst = documents === 0;
    documents += project.documents;
    return documents > mostDocuments && !isFirst;
  });
  const kept = found.slice(0, Math.min(limit, reach === -1 ? found.length : reach));
  return { projects: kept.map(({ documents: _, ...project }) => project), hasMore: kept.length < found.length };
}

/** One page of projects by number, shorter than `limit` where they are large; `after` is the last row of the page before. */
export async function readProjectPage(
  tx: Tx,
  companyId: string,
  scope: { readonly q: string | null; readonly after: { key: string; id: string } | null; readonly limit: number },
): Promise<ProjectSlice> {
  const parts: SQL[] = [sql`p.company_id = ${companyId}`];
  if (scope.q) parts.push(sql`(p.number || ' ' || p.name) ilike ${containing(scope.q)}`);
  if (scope.after) parts.push(sql`(p.number, p.id) > (${scope.after.key}, ${scope.after.id}::uuid)`);
  const found = await rows<ProjectRow & { documents: number }>(
    tx,
    sql`select p.id, p.number, p.name, l.job, ${documentsOf} as documents from project p left join project_link l on l.company_id = p.company_id and l.project_id = p.id
    where ${sql.join(parts, sql` and `)} order by p.number, p.id limit ${scope.limit + 1}`,
  );
  return withinReach(found, scope.limit);
}

export async function countProjects(tx: Tx, companyId: string, q: string | null): Promise<number> {
  const found = await row<{ n: string }>(
    tx,
    sql`select count(*) as n from project where company_id = ${companyId} and ${q ? sql`(number || ' ' || name) ilike ${containing(q)}` : sql`true`}`,
  );
  return Number(found?.n ?? 0);
}

export async function readProject(tx: Tx, companyId: string, projectId: string): Promise<ProjectRow | null> {
  return await row<ProjectRow>(
    tx,
    sql`select p.id, p.number, p.name, l.job from project p left join project_link l on l.company_id = p.company_id and l.project_id = p.id
    where p.company_id = ${companyId} and p.id = ${projectId}::uuid`,
  );
}

/** When the oldest of the compared tables of Sage was read; null while one was never read. */
export async function readSageTime(tx: Tx, companyId: string): Promise<string | null> {
  const found = await row<{ at: string | null }>(
    tx,
    sql`select case when bool_and(read_at is not null) then min(read_at) end as at from mirror_read where company_id = ${companyId}
      and table_name in ('JCM_MASTER__CATEGORY', 'JCM_MASTER__COMMITMENT', 'JCM_MASTER__COMMITMENT_CO', 'APM_MASTER__INVOICE', 'APM_MASTER__DISTRIBUTION')`,
  );
  return iso(found?.at ?? null);
}

/**
 * The two sides as common tables: `i` one row for every document of the projects with its proof and its match in Sage, `s`
 * one row for every record that Sage holds on their jobs. Everything begins at the projects' items and jobs, so that a
 * page costs what its projects hold, however many there are. Dates are looked for where a period asks for them, words where
 * `withWords` does: what is summed is read from indexes as far as they go (lib/db/reconcile.db.test.ts looks at the plan).
 */
function sides(companyId: string, { kinds, projectIds, upTo }: ReconcileScope, withWords: boolean): SQL {
  const kindRows = kinds.map(({ recordType: t, counterpart: c, dateField: d }) => ({ t, c, d }));
  const jobs = sql`(select array_agg(job) from p where job is not null)::text[]`;
  const isDated = upTo !== null;
  const needsHead = isDated || withWords;
  const within = (day: SQL): SQL => (isDated ? sql`coalesce(${day}, '') <= ${upTo}::text` : sql`true`);
  return sql`
    k as (select * from jsonb_to_recordset(${json(kindRows)}) as x(t text, c text, d text)),
    p as materialized (select p.id, p.number, p.name, l.job from project p left join project_link l on l.company_id = p.company_id and l.project_id = p.id
      where p.company_id = ${companyId} and p.id = any(${list(projectIds)})),
    read_times as materialized (select min(read_at) filter (where table_name = 'JCM_MASTER__CATEGORY') as estimate,
        min(read_at) filter (where table_name = 'JCM_MASTER__COMMITMENT') as commitment, min(read_at) filter (where table_name = 'JCM_MASTER__COMMITMENT_CO') as change_order,
        min(read_at) filter (where table_name in ('APM_MASTER__INVOICE', 'APM_MASTER__DISTRIBUTION')) as invoice
      from mirror_read where company_id = ${companyId}),
    s as materialized (
      select 'commitment' as c, job, commitment as key, description, amount, 0::numeric as retainage, commitment_date::text as booked
        from sage_commitment where company_id = ${companyId} and job = any(${jobs}) and not is_gone
      union all select 'change_order', m.job, o.commitment || '/' || o.commitment_co, o.description, o.amount, 0, o.change_date::text
        from sage_commitment m join sage_commitment_co o on o.company_id = m.company_id and o.commitment = m.commitment
        where m.company_id = ${companyId} and m.job = any(${jobs}) and not m.is_gone and not o.is_gone and o.status in ('', 'Approved')
      union all select 'invoice', d.job, d.key, ${needsHead ? sql`coalesce(v.row ->> 'Description', '')` : sql`''`}, d.amount, d.retainage, ${needsHead ? sql`left(v.row ->> 'Accounting_Date', 10)` : sql`null`}
        from (select job, (row ->> 'Vendor') || '/' || (row ->> 'Invoice') as key, max((row ->> 'Vendor') || '|' || (row ->> 'Invoice')) as head,
            sum((row ->> 'Amount')::numeric) as amount, sum(coalesce((row ->> 'Retainage')::numeric, 0)) as retainage
          from sage_row where company_id = ${companyId} and table_name = 'APM_MASTER__DISTRIBUTION' and job = any(${jobs}) and not is_gone group by 1, 2) d
        ${needsHead ? sql`left join sage_row v on v.company_id = ${companyId} and v.table_name = 'APM_MASTER__INVOICE' and v.row_key = d.head` : sql``}),
    proved as materialized (select distinct on (x.item_id) x.item_id, x.id, x.erp_id, x.revision_id, x.decision_id, coalesce(x.finished_at, x.created_at) as finished_at
      from item o join export x on x.company_id = ${companyId} and x.item_id = o.id and x.status in ('proved', 'unlinking')
      where o.company_id = ${companyId} and o.project_id = any(${list(projectIds)}) order by x.item_id, x.position desc),
    doc as materialized (
      select i.id, i.project_id, p.job, k.c, i.record_type, i.state, e.finished_at, e.finished_at is not null as is_proved, ${isDated ? sql`h.head ->> 'date'` : sql`null::text`} as dated,
        case when counts then (h.head ->> 'amount')::numeric else 0 end as procore_amount, case when counts then coalesce((h.head ->> 'retainage')::numeric, 0) else 0 end as procore_retainage,
        (sent ->> 'amount')::numeric as sent_amount, coalesce((sent ->> 'retainage')::numeric, 0) as sent_retainage,
        ${isDated ? sql`coalesce(d.fields, (select t.fields from item t where t.company_id = ${companyId} and t.id = i.id)) ->> k.d` : sql`null::text`} as booked_here,
        case when e.id is not null then e.erp_id when i.state in ('exporting', 'unknown', 'held') then i.erp_id end as key,
        case when e.id is not null then coalesce(f.amount_change, 0) else 0 end as moved, case when e.id is not null then coalesce(f.retainage_change, 0) else 0 end as moved_retainage
      from item i join p on p.id = i.project_id join k on k.t = i.record_type
        join item_revision h on h.company_id = ${companyId} and h.id = i.latest_revision_id
        left join proved e on e.item_id = i.id
        left join item_revision q on q.company_id = ${companyId} and q.id = nullif(e.revision_id, i.latest_revision_id)
        ${isDated ? sql`left join decision d on d.company_id = ${companyId} and d.id = e.decision_id` : sql``}
        left join difference f on f.company_id = ${companyId} and f.item_id = i.id and f.status <> 'closed'
        cross join lateral (select not i.is_gone and (h.head ->> 'isApproved')::boolean as counts, case when e.revision_id = i.latest_revision_id then h.head else q.head end as sent) w
      where i.company_id = ${companyId} and i.project_id = any(${list(projectIds)})),
    matched as materialized (
      select doc.*, s.key as sage_key, coalesce(s.booked, doc.booked_here) as booked, s.amount as sage_amount, s.retainage as sage_retainage,
        s.key is not null or coalesce(case doc.c when 'estimate' then t.estimate when 'commitment' then t.commitment when 'change_order' then t.change_order
          else t.invoice end > doc.finished_at + ${readAfterProof}, false) as is_read
      from doc cross join read_times t left join s on s.c = doc.c and s.job = doc.job and s.key = doc.key),
    i as materialized (
      select m.id, m.project_id, m.job, m.c, m.record_type, m.state, m.is_proved, m.is_read, m.sage_key,
        ${within(sql`coalesce(m.dated, m.booked)`)} as is_dated, ${within(sql`m.booked`)} as is_booked,
        m.procore_amount, m.procore_retainage, coalesce(m.sent_amount, 0) as sent_amount, m.sent_retainage,
        case when m.c = 'estimate' then case when m.is_proved and m.is_read then m.sent_amount + m.moved else 0 end else coalesce(m.sage_amount, 0) end as sage_amount,
        coalesce(m.sage_retainage, 0) as sage_retainage, m.moved, m.moved_retainage
      from matched m),
    own as materialized (select distinct on (c, job, sage_key) c, job, sage_key as key, id, is_booked from i where sage_key is not null order by c, job, sage_key, id)`;
}

type SumRow = {
  c: Counterpart;
  state: ItemState;
  is_proved: boolean;
  is_read: boolean;
  is_dated: boolean;
  is_booked: boolean;
  procore_amount: Money;
  procore_retainage: Money;
  sent_amount: Money;
  sent_retainage: Money;
  sage_amount: Money;
  sage_retainage: Money;
  moved: Money;
  moved_retainage: Money;
};

const toStrand = (found: SumRow): Strand => ({
  counterpart: found.c,
  state: found.state,
  isProved: found.is_proved,
  isRead: found.is_read,
  isDated: found.is_dated,
  isBooked: found.is_booked,
  procore: { amount: found.procore_amount, retainage: found.procore_retainage },
  sent: { amount: found.sent_amount, retainage: found.sent_retainage },
  sage: { amount: found.sage_amount, retainage: found.sage_retainage },
  moved: { amount: found.moved, retainage: found.moved_retainage },
});

export type ProjectSides = {
  readonly strands: readonly Strand[];
  readonly sage: SageTotals;
  /** What of Sage's totals belongs to no document of Procore. */
  readonly foreign: SageTotals;
};

/** Both sides of some projects, summed by what decides about the cause, and Sage's totals read apart from them. */
export async function readSides(
  tx: Tx,
  companyId: string,
  scope: ReconcileScope,
): Promise<ReadonlyMap<string, ProjectSides>> {
  const found = await rows<{ id: string; strands: SumRow[] | null; sage: SageTotals; own: SageTotals }>(
    tx,
    sql`with ${sides(companyId, scope, false)},
    sums as (select project_id, json_agg(x) as strands from (
      select project_id, c, state, is_proved, is_read, is_dated, is_booked, sum(procore_amount)::text as procore_amount, sum(procore_retainage)::text as procore_retainage,
        sum(sent_amount)::text as sent_amount, sum(sent_retainage)::text as sent_retainage, sum(sage_amount)::text as sage_amount, sum(sage_retainage)::text as sage_retainage,
        sum(moved)::text as moved, sum(moved_retainage)::text as moved_retainage from i group by 1, 2, 3, 4, 5, 6, 7) x group by 1),
    held as (select s.job, s.c, s.key, s.amount, s.retainage, o.key is not null as is_own, coalesce(o.is_booked, ${isHeldIn(scope)}) as is_booked
      from s left join own o on o.c = s.c and o.job = s.job and o.key = s.key),
    records as (select job, ${heldSums()} from held group by 1),
    totals as (select job, sum(original_estimate + approved_estimate_changes) as estimate, sum(jtd_cost) as cost
      from sage_category where company_id = ${companyId} and job in (select job from p) and not is_gone group by 1),
    estimates as (select project_id, sum(sage_amount) as own, sum(sage_amount) filter (where not is_booked) as later from i where c = 'estimate' group by 1)
    select p.id, sums.strands,
      json_build_object('budget', (coalesce(t.estimate, 0) - coalesce(e.later, 0))::text, 'committed', coalesce(r.committed, 0)::text, 'changes', coalesce(r.changes, 0)::text,
        'invoiced', coalesce(r.invoiced, 0)::text, 'retainage', coalesce(r.retainage, 0)::text, 'job_cost', (coalesce(t.cost, 0) - coalesce(r.later_cost, 0))::text) as sage,
      json_build_object('budget', (coalesce(e.own, 0) - coalesce(e.later, 0))::text, 'committed', coalesce(r.own_committed, 0)::text, 'changes', coalesce(r.own_changes, 0)::text,
        'invoiced', coalesce(r.own_invoiced, 0)::text, 'retainage', coalesce(r.own_retainage, 0)::text, 'job_cost', coalesce(r.own_invoiced, 0)::text) as own
    from p left join sums on sums.project_id = p.id left join records r on r.job = p.job left join totals t on t.job = p.job left join estimates e on e.project_id = p.id`,
  );
  return new Map(
    found.map(({ id, strands, sage, own }) => [
      id,
      { strands: (strands ?? []).map(toStrand), sage, foreign: without(sage, own) },
    ]),
  );
}

/** Whether what Sage alone has is booked within the period. */
const isHeldIn = ({ upTo }: ReconcileScope): SQL =>
  upTo === null ? sql`true` : sql`coalesce(s.booked, '') <= ${upTo}::text`;

/** Sage's records of a job, all of them and those that a document of Procore became, within the period. */
function heldSums(): SQL {
  const of = (kind: Counterpart, own: boolean, column = sql`amount`) =>
    sql`sum(${column}) filter (where c = ${kind} and is_booked${own ? sql` and is_own` : sql``})`;
  return sql`${of("commitment", false)} as committed, ${of("commitment", true)} as own_committed, ${of("change_order", false)} as changes,
    ${of("change_order", true)} as own_changes, ${of("invoice", false)} as invoiced, ${of("invoice", true)} as own_invoiced,
    ${of("invoice", false, sql`retainage`)} as retainage, ${of("invoice", true, sql`retainage`)} as own_retainage,
    sum(amount) filter (where c = 'invoice' and not is_booked) as later_cost`;
}

const without = (sage: SageTotals, own: SageTotals): SageTotals =>
  Object.fromEntries(
    Object.entries(sage).map(([measure, total]) => [measure, subtract(total, own[measure as keyof SageTotals])]),
  ) as SageTotals;

/** One document with both sides, as `reconcile` takes it, and what names it. */
export type DocumentRow = {
  readonly id: string;
  readonly recordType: string;
  readonly sourceKind: string;
  readonly number: string;
  readonly title: string;
  readonly sageKey: string | null;
  readonly strand: Strand;
};
export type ProjectRecords = {
  readonly documents: readonly DocumentRow[];
  readonly held: readonly HeldRecord[];
  readonly codes: readonly CodeTotals[];
};

/** Everything behind the figures of one project: its documents, Sage's records of its job, and Sage's totals by code. */
export async function readRecords(tx: Tx, companyId: string, scope: ReconcileScope): Promise<ProjectRecords> {
  type Found = SumRow & { id: string; record_type: string; source_kind: string; number: string; title: string };
  const found = await row<{ documents: (Found & { sage_key: string | null })[] | null; held: HeldRecord[] | null }>(
    tx,
    sql`with ${sides(companyId, scope, true)}
    select (select json_agg(x order by x.number, x.id) from (select i.id, i.record_type, t.source_kind, t.number, t.title, i.c, i.state, is_proved, is_read, is_dated, is_booked, sage_key,
        procore_amount::text, procore_retainage::text, sent_amount::text, sent_retainage::text, sage_amount::text, sage_retainage::text, moved::text, moved_retainage::text from i join item t on t.company_id = ${companyId} and t.id = i.id) x) as documents,
      (select json_agg(x order by x.key) from (select s.c as counterpart, s.key, s.description, s.amount::text, s.retainage::text, o.id is not null as "isOwn", o.id as "itemId",
          coalesce(o.is_booked, ${isHeldIn(scope)}) as "isBooked"
        from s left join own o on o.c = s.c and o.job = s.job and o.key = s.key) x) as held`,
  );
  const codes = await rows<CodeTotals>(
    tx,
    sql`select c.extra, c.cost_code as "costCode", c.category, c.description, (c.original_estimate + c.approved_estimate_changes)::text as estimate, c.jtd_cost::text as cost
    from project_link l join sage_category c on c.company_id = l.company_id and c.job = l.job and not c.is_gone
    where l.company_id = ${companyId} and l.project_id = any(${list(scope.projectIds)}) and (c.original_estimate + c.approved_estimate_changes <> 0 or c.jtd_cost <> 0)
    order by c.extra, c.cost_code, c.category`,
  );
  return { documents: (found?.documents ?? []).map(toDocument), held: found?.held ?? [], codes };
}

function toDocument(
  found: SumRow & {
    id: string;
    record_type: string;
    source_kind: string;
    number: string;
    title: string;
    sage_key: string | null;
  },
): DocumentRow {
  const { id, number, title } = found;
  return {
    id,
    number,
    title,
    recordType: found.record_type,
    sourceKind: found.source_kind,
    sageKey: found.sage_key,
    strand: toStrand(found),
  };
}
