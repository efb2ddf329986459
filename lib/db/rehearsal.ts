import { type SQL, sql } from "drizzle-orm";
import type { AcceptRule } from "#lib/core/accept-rules.ts";
import type { CauseGroup } from "#lib/core/causes.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { Money } from "#lib/core/money.ts";
import type { Counterpart } from "#lib/core/reconcile/measures.ts";
import { type Fate, type FateGroup, type RehearsalScope, rehearsalScopes } from "#lib/core/rehearsal.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { containing, iso, json, list, row, rows, type Tx } from "#lib/db/database.ts";
import { documentsOf, type ProjectSlice, withinReach } from "#lib/db/reconcile.ts";

/** A record type as it is rehearsed: its counterpart in Sage, where it has an amount there, and its accounting date. */
export type RehearsalKind = {
  readonly recordType: string;
  readonly counterpart: Counterpart | null;
  readonly dateField: string;
};
export type Rehearsed = {
  readonly scope: RehearsalScope;
  readonly kinds: readonly RehearsalKind[];
  /** The accept rules in force. */
  readonly rules: readonly AcceptRule[];
  /** Part of a project's number or name; null for all, and for what belongs to no project. */
  readonly q: string | null;
  readonly projectIds: readonly string[] | null;
  /** The last day of the period, YYYY-MM-DD; null for everything to date. */
  readonly upTo: string | null;
};

/** The projects that are looked at; what belongs to none is always read, because others stand on it. */
function placed({ q, projectIds }: Rehearsed, companyId: string): SQL {
  if (projectIds) return sql`(i.project_id is null or i.project_id = any(${list(projectIds)}))`;
  if (!q) return sql`true`;
  return sql`(i.project_id is null or i.project_id in (select id from project where company_id = ${companyId} and (number || ' ' || name) ilike ${containing(q)}))`;
}
const shownOnly = ({ q, projectIds }: Rehearsed): SQL => (q || projectIds ? sql`f.project_id is not null` : sql`true`);

/** Whether the accept rules ask for two signatures: `ruleFor` of lib/core/accept-rules.ts over rows. */
const needsTwo = (rules: readonly AcceptRule[]): SQL =>
  rules.length === 0
    ? sql`false`
    : sql`exists (select 1 from jsonb_to_recordset(${json(rules)}) as r("recordType" text, "projectId" uuid, "atLeast" numeric)
      where (r."recordType" is null or r."recordType" = i.record_type) and (r."projectId" is null or r."projectId" = i.project_id) and (r."atLeast" is null or abs(i.amount) >= r."atLeast"))`;

/** The findings that decide, in the words of their index `finding_deciding`. */
const deciding = sql`(g.severity = 'blocks' or g.code like '%.not\\_proved' or g.code like '%.period\\_closed')`;

/**
 * Every pending item with its fate, as the common table `f`. What is asked are the findings of the last assessment, the same that
 * Accept and release ask: an item goes when nothing blocks it but what has to be accepted first and goes too; what stands on
 * something that does not go waits, and so does what is behind it in its family. What is only behind others and could not be
 * rendered yet cannot be accepted together with them.
 */
function fated(companyId: string, asked: Rehearsed): SQL {
  const kinds = asked.kinds.map(({ recordType: t, counterpart: c, dateField: d }) => ({ t, c, d }));
  return sql`k as materialized (select * from jsonb_to_recordset(${json(kinds)}) as x(t text, c text, d text)),
    live as materialized (select item_id, position, family_key from export where company_id = ${companyId} and status not in ('proved', 'failed', 'taken_back', 'unlinked')),
    p as materialized (
      select i.id, i.project_id, i.parent_source_id, i.state, i.amount, i.is_on_hold, i.signature_id, i.revision_id, i.checked_at, i.state_at, case when i.blocks > 0 or i.state = 'failed' then i.note end as note,
        i.blocks, i.document_sha256 is null as is_bare, i.state = 'ready' and ${needsTwo(asked.rules)} as needs_two, k.c, coalesce(i.fields ->> k.d, '') as booked
      from item i join k on k.t = i.record_type
      where i.company_id = ${companyId} and ${inScope(asked.scope)} and ${placed(asked, companyId)}),
    n as materialized (
      select g.item_id, count(*) filter (where g.severity = 'blocks' and g.fix ->> 'action' = 'accept-parent') as firsts, count(*) filter (where g.severity = 'blocks' and g.code like '%.period\\_closed') as closed,
        bool_or(g.code like '%.period\\_closed') as is_closed, array_agg((g.fix ->> 'target')::uuid) filter (where g.code like '%.not\\_proved' or g.code like '%.not\\_accepted' and g.fix ? 'target') as targets,
        (array_agg(g.code order by g.fix ->> 'action' = 'accept-parent' is true, g.position) filter (where g.severity = 'blocks'))[1] as code
      from p join finding g on g.company_id = ${companyId} and g.item_id = p.id where ${deciding} group by 1),
    based as materialized (select p.*, l.position, l.family_key, coalesce(n.firsts, 0) as firsts, n.code, n.targets, coalesce(n.is_closed, false) as is_closed, case
        when p.state in ('unknown', 'held') then 'doubt'
        when p.is_on_hold then 'on_hold'
        when p.state = 'failed' then case when p.blocks > 0 then 'blocked' else 'failed' end
        when p.state = 'exporting' then 'goes'
        when p.blocks > coalesce(n.firsts, 0) then case when n.closed = p.blocks - n.firsts then 'closed' else 'blocked' end
        when p.needs_two then 'signature'
        when p.state = 'ready' and p.is_bare then 'unrendered'
        else 'goes' end as base from p left join n on n.item_id = p.id left join live l on l.item_id = p.id),
    edges as materialized (
      select b.id as child, t.id as target from based b cross join lateral unnest(b.targets) t(id) where b.base in ('goes', 'unrendered') and b.state in ('ready', 'outbox')
      union select b.id, o.id from based o join based b on b.family_key = o.family_key and b.position > o.position where o.base in ('doubt', 'on_hold') and b.base = 'goes'
      union select b.id, o.id from based o join based b on b.parent_source_id = o.parent_source_id where o.base in ('doubt', 'on_hold') and o.position is not null and b.base = 'goes' and b.state = 'ready'),
    stuck as (select id from based where base <> 'goes' union select e.child from stuck s join edges e on e.target = s.id),
    kept as (select distinct e.child from edges e join stuck s on s.id = e.target),
    f as materialized (select b.*, case when b.base in ('goes', 'unrendered') and w.child is not null then 'waits' when b.base = 'unrendered' then 'blocked'
          when b.base = 'goes' and b.booked > ${asked.upTo ?? "9999-12-31"}::text then 'later' else b.base end as fate,
        case when b.base = 'blocked' or b.base = 'unrendered' and w.child is null then coalesce(b.code, b.note, '') when b.base = 'failed' then coalesce(b.note, '') else '' end as detail
      from based b left join kept w on w.child = b.id)`;
}

/** Items of the scope: one condition for the states that every index of the list knows, and the lane where it matters. */
function inScope(scope: RehearsalScope): SQL {
  const states = sql`i.state = any(${list(rehearsalScopes[scope].states, "text")})`;
  return scope === "clean" ? sql`${states} and (i.state <> 'ready' or i.lane = 'clean')` : states;
}

/** What is held of an invoice's amount stands in its revision alone. */
const heldOf = (companyId: string) =>
  sql`left join lateral (select coalesce((r.head ->> 'retainage')::numeric, 0) as retainage from item_revision r where f.c = 'invoice' and r.company_id = ${companyId} and r.id = f.revision_id) h on true`;

/** What becomes of the pending items of these projects, by project; those of no project are left out. */
export async function readFates(
  tx: Tx,
  companyId: string,
  asked: Rehearsed,
): Promise<ReadonlyMap<string, readonly FateGroup[]>> {
  type Found = {
    project_id: string;
    c: Counterpart | null;
    fate: Fate;
    is_released: boolean;
    items: number;
    amount: Money;
    retainage: Money;
  };
  const found = await rows<Found>(
    tx,
    sql`with recursive ${fated(companyId, asked)}
    select f.project_id, f.c, f.fate, f.state = 'exporting' as is_released, count(*)::int as items, sum(f.amount)::text as amount, coalesce(sum(h.retainage), 0)::text as retainage
    from f ${heldOf(companyId)} where f.project_id is not null group by 1, 2, 3, 4`,
  );
  const groups = new Map<string, FateGroup[]>();
  for (const { project_id, c, is_released, ...rest } of found) {
    const own = groups.get(project_id) ?? [];
    groups.set(project_id, [...own, { ...rest, counterpart: c, isReleased: is_released }]);
  }
  return groups;
}

export type FateTotal = { readonly fate: Fate; readonly items: number; readonly amount: Money };
export type RehearsalTotals = {
  readonly fates: readonly FateTotal[];
  /** What blocks or failed, grouped as on Sync health. */
  readonly causes: readonly CauseGroup[];
  /** Of those that go: behind something else that goes; dated in a closed period with a warning; not assessed since something moved. */
  readonly behind: number;
  readonly warned: { readonly items: number; readonly amount: Money };
  readonly unchecked: number;
  /** Of those that need two signatures: the first is given. */
  readonly signed: number;
};

/** The whole rehearsal in figures; one pass over everything that is pending. */
export async function readRehearsalTotals(tx: Tx, companyId: string, asked: Rehearsed): Promise<RehearsalTotals> {
  type Found = Omit<RehearsalTotals, "causes" | "warned" | "fates"> & {
    fates: FateTotal[] | null;
    causes: (Omit<CauseGroup, "finding"> & Finding)[] | null;
    warned: number;
    warned_amount: Money;
  };
  const found = await row<Found>(
    tx,
    sql`with recursive ${fated(companyId, asked)}, shown as materialized (select f.* from f where ${shownOnly(asked)})
    select (select json_agg(x) from (select fate, count(*)::int as items, sum(amount)::text as amount from shown group by 1) x) as fates,
      (select json_agg(json_build_object('basis', x.basis, 'detail', x.detail, 'items', x.items, 'amount', x.amount, 'sentences', case x.basis when 'finding' then x.items else 1 end, 'firstAt', x.first_at, 'lastAt', x.last_at, 'sentence', coalesce(b.sentence, x.detail),
          'fixer', coalesce(b.fixer, 'accounting'), 'fix', coalesce(b.fix, '{"words": "Open the items."}'))) from (
          select case when fate = 'blocked' then 'finding' else 'failed' end as basis, detail, count(*)::int as items, sum(amount)::text as amount, min(state_at) as first_at, max(state_at) as last_at, (array_agg(id order by state_at desc, id))[1] as newest
          from shown where fate in ('blocked', 'failed') group by 1, 2) x
        left join lateral (select g.sentence, g.fixer, g.fix from finding g where g.company_id = ${companyId} and g.item_id = x.newest and g.severity = 'blocks' and g.code = x.detail order by g.position limit 1) b on x.basis = 'finding') as causes,
      (select count(distinct e.child)::int from edges e join shown s on s.id = e.child where s.fate in ('goes', 'later')) as behind,
      (select count(*)::int from shown where fate = 'goes' and is_closed) as warned, (select coalesce(sum(amount), 0)::text from shown where fate = 'goes' and is_closed) as warned_amount,
      (select count(*)::int from shown where checked_at is null) as unchecked, (select count(*)::int from shown where fate = 'signature' and signature_id is not null) as signed`,
  );
  if (!found) throw new Error("the rehearsal answered nothing");
  const { warned, warned_amount, fates, causes, ...rest } = found;
  return {
    ...rest,
    fates: fates ?? [],
    causes: (causes ?? []).map(({ sentence, fixer, fix, ...group }) => ({
      ...group,
      firstAt: iso(group.firstAt),
      lastAt: iso(group.lastAt),
      finding: group.basis === "finding" ? { sentence, fixer, fix } : null,
    })),
    warned: { items: warned, amount: warned_amount },
  };
}

export type RehearsedItem = {
  readonly id: string;
  readonly recordType: string;
  readonly sourceKind: string;
  readonly number: string;
  readonly title: string;
  readonly state: ItemState;
  readonly fate: Fate;
  readonly amount: Money;
  readonly retainage: Money;
  /** Its accounting date, YYYY-MM-DD; "" where it has none. */
  readonly booked: string;
  /** What is said of it: the first check that blocks, or what it failed with. */
  readonly words: string;
  readonly project: { readonly id: string; readonly number: string; readonly name: string } | null;
  /** The number of the item that it waits for. */
  readonly waitsFor: string | null;
};
export type RehearsedPage = {
  readonly fate: Fate | null;
  /** Narrows to what a figure is made of; null: everything. */
  readonly counterparts: readonly Counterpart[] | null;
  readonly isReleased: boolean | null;
  readonly details: readonly string[] | null;
  /** Those alone whose date lies in a closed period. */
  readonly isInClosed: boolean;
  readonly after: { readonly key: string; readonly id: string } | null;
  readonly limit: number;
};

/** The items behind a figure of the rehearsal by number, with how many there are and their sums. */
export async function readRehearsedItems(
  tx: Tx,
  companyId: string,
  asked: Rehearsed,
  { fate, counterparts, isReleased, details, isInClosed, after, limit }: RehearsedPage,
): Promise<{
  readonly rows: readonly RehearsedItem[];
  readonly items: number;
  readonly amount: Money;
  readonly retainage: Money;
}> {
  const parts: SQL[] = [shownOnly(asked)];
  if (fate) parts.push(sql`f.fate = ${fate}`);
  if (counterparts) parts.push(sql`f.c = any(${list(counterparts, "text")})`);
  if (isReleased !== null) parts.push(sql`(f.state = 'exporting') = ${isReleased}`);
  if (details) parts.push(sql`f.detail = any(${list(details, "text")})`);
  if (isInClosed) parts.push(sql`f.is_closed`);
  const beyond = after ? sql`(s.number, s.id) > (${after.key}, ${after.id}::uuid)` : sql`true`;
  const found = await row<{ rows: RehearsedItem[] | null; items: number; amount: Money; retainage: Money }>(
    tx,
    sql`with recursive ${fated(companyId, asked)}, shown as materialized (select i.number, i.id, i.record_type, i.source_kind, i.title, i.note, f.project_id, f.state, f.fate, f.amount, f.booked, f.code, coalesce(h.retainage, 0) as retainage
      from f join item i on i.company_id = ${companyId} and i.id = f.id ${heldOf(companyId)} where ${sql.join(parts, sql` and `)})
    select (select json_agg(x order by x.number, x.id) from (select s.id, s.record_type as "recordType", s.source_kind as "sourceKind", s.number, s.title, s.state, s.fate, s.amount::text as amount, s.retainage::text as retainage,
        s.booked, coalesce(b.sentence, s.note, '') as words, case when o.id is not null then json_build_object('id', o.id, 'number', o.number, 'name', o.name) end as project,
        case when s.fate = 'waits' then (select t.number from edges e join f w on w.id = e.target join item t on t.company_id = ${companyId} and t.id = w.id where e.child = s.id and w.fate <> 'goes' order by t.number limit 1) end as "waitsFor"
      from shown s left join project o on o.company_id = ${companyId} and o.id = s.project_id
        left join lateral (select g.sentence from finding g where g.company_id = ${companyId} and g.item_id = s.id and g.severity = 'blocks' and g.code = s.code order by g.position limit 1) b on true
      where ${beyond} order by s.number, s.id limit ${limit + 1}) x) as rows,
      (select count(*)::int from shown) as items, (select coalesce(sum(amount), 0)::text from shown) as amount, (select coalesce(sum(retainage), 0)::text from shown) as retainage`,
  );
  return {
    rows: found?.rows ?? [],
    items: found?.items ?? 0,
    amount: found?.amount ?? "0",
    retainage: found?.retainage ?? "0",
  };
}

export type PendingProject = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly job: string | null;
};

/** One page of the projects with something pending in the scope, by number, and how many there are. */
export async function readPendingProjects(
  tx: Tx,
  companyId: string,
  { scope, q }: Pick<Rehearsed, "scope" | "q">,
  { after, limit }: Pick<RehearsedPage, "after" | "limit">,
): Promise<ProjectSlice<PendingProject> & { readonly count: number }> {
  const parts: SQL[] = [
    sql`p.company_id = ${companyId}`,
    sql`exists (select 1 from project_counter c where c.company_id = p.company_id and c.project_id = p.id and c.count > 0 and c.state = any(${list(rehearsalScopes[scope].states, "text")}))`,
    ...(scope === "clean"
      ? [
          sql`exists (select 1 from item i where i.company_id = p.company_id and i.project_id = p.id and ${inScope(scope)})`,
        ]
      : []),
  ];
  if (q) parts.push(sql`(p.number || ' ' || p.name) ilike ${containing(q)}`);
  const all = sql.join(parts, sql` and `);
  const beyond = after ? sql`(p.number, p.id) > (${after.key}, ${after.id}::uuid)` : sql`true`;
  const found = await rows<PendingProject & { documents: number }>(
    tx,
    sql`select p.id, p.number, p.name, l.job, ${documentsOf} as documents from project p left join project_link l on l.company_id = p.company_id and l.project_id = p.id
    where ${all} and ${beyond} order by p.number, p.id limit ${limit + 1}`,
  );
  const count = await row<{ n: number }>(tx, sql`select count(*)::int as n from project p where ${all}`);
  return { ...withinReach(found, limit), count: count?.n ?? 0 };
}
