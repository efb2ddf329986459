import { type SQL, sql } from "drizzle-orm";
import { itemStates } from "#lib/core/workflow.ts";
import { list } from "#lib/db/database.ts";
import { isOf, type ListOrder, type ListScope, narrowedBy, orderingBy } from "#lib/db/inbox.ts";
import { patternsOf } from "#lib/db/inbox-search.ts";

/** How many versions of a state are looked at in the order of the list before they are looked for by the time they stood. */
export const walk = 500;
/** The longest that a version can have stood, as the exponent of `span`: 136 years. */
const longestSpan = 32;

export type PastScope = Pick<
  ListScope,
  | "states"
  | "lane"
  | "isReturned"
  | "isOnHold"
  | "recordType"
  | "projectId"
  | "vendorId"
  | "assigneeId"
  | "q"
  | "sender"
  | "least"
  | "most"
  | "days"
> & { readonly order: ListOrder; readonly after: string | null };

/** As for the list of now (lib/db/inbox.ts): all of them compare leakproof. */
const columns = {
  sent: sql`v.sent_at`,
  amount: sql`v.amount_key`,
  number: sql`v.number`,
  moved: sql`v.state_at`,
} as const;

const isSubject = (id: string | null | undefined): id is string => id != null && id !== "none";

/** What names vendors and projects had at the instant, for a search; to be put before the statement that uses `narrowed`. */
export function namesOfThen(companyId: string, { q }: PastScope, bound: string): SQL {
  if (q === null) return sql``;
  return sql`names as materialized (select distinct on (kind, subject_id) kind, subject_id, lower(concat_ws(' ', value ->> 'number', value ->> 'name')) as words
    from name_version where company_id = ${companyId} and kind in ('vendor', 'project') and valid_from <= ${bound}::timestamptz
    order by kind, subject_id, valid_from desc),`;
}

/** The version has the word, or its vendor or project had it in their name of then. */
const hasWord = (pattern: string): SQL =>
  sql`(lower(v.number) like ${pattern} or lower(v.title) like ${pattern} or lower(v.erp_id) like ${pattern} or v.amount::text like ${pattern}
    or v.vendor_id in (select subject_id from names where kind = 'vendor' and words like ${pattern})
    or v.project_id in (select subject_id from names where kind = 'project' and words like ${pattern}))`;

/** What the filter bar leaves, and that the version stood at the instant. */
export function narrowed(scope: PastScope, bound: string): SQL {
  const parts: SQL[] = [
    sql`v.valid_from <= ${bound}::timestamptz and (v.valid_to is null or v.valid_to > ${bound}::timestamptz)`,
  ];
  if (scope.lane) parts.push(sql`v.lane = ${scope.lane}`);
  if (scope.isReturned !== null) parts.push(sql`v.is_returned = ${scope.isReturned}`);
  if (scope.isOnHold != null) parts.push(sql`v.is_on_hold = ${scope.isOnHold}`);
  if (scope.recordType) parts.push(sql`v.record_type = ${scope.recordType}`);
  if (scope.projectId) parts.push(isOf(sql`v.project_id`, scope.projectId));
  if (scope.vendorId) parts.push(isOf(sql`v.vendor_id`, scope.vendorId));
  if (scope.assigneeId) parts.push(isOf(sql`v.assignee_id`, scope.assigneeId));
  parts.push(...narrowedBy(sql`v`, scope, sql`${bound}::timestamptz`));
  parts.push(...patternsOf(scope.q).map(hasWord));
  return sql.join(parts, sql` and `);
}

/** The order of the list and where its next page begins; a cursor of another order, or none, begins anew. */
export const ordered = ({ order, after }: PastScope) => orderingBy(columns, sql`v.item_id`, order, after);

/** All = whatever was ever sent. */
export const statesOf = (scope: Pick<PastScope, "states">): readonly string[] =>
  scope.states ?? Object.keys(itemStates).filter((state) => state !== "not_sent");

/** The first versions of a state in the order of the list, whether they stood at the instant or not. */
export function walked(companyId: string, scope: PastScope, bound: string, state: string): SQL {
  const { column, by, beyond } = ordered(scope);
  const isTime = scope.order.by === "sent" || scope.order.by === "moved";
  const begun = isTime ? sql`${column} <= ${bound}::timestamptz` : sql`true`;
  return sql`(select v.* from item_version v where v.company_id = ${companyId} and v.state = ${state} and ${column} is not null
    and ${begun} and ${beyond} order by ${by} limit ${walk})`;
}

/** Versions of whom or of what alone, as a condition on `x`, where an index leads to them. */
function subjectOf({ assigneeId, projectId }: Partial<PastScope>): SQL {
  if (isSubject(assigneeId)) return sql`and x.assignee_id = ${assigneeId}::uuid`;
  return isSubject(projectId) ? sql`and x.project_id = ${projectId}::uuid` : sql``;
}

/**
 * The versions of a state that stood at the instant, however far apart in the list. Those that ended are looked for among those
 * of each span that can reach it, at most twice as many as stood; those that stand still among those that had begun. The offset
 * keeps the planner from reading every version of the state instead.
 */
export function stood(companyId: string, scope: PastScope, bound: string, state: string): SQL {
  const { column, beyond } = ordered(scope);
  const rest = sql`${column} is not null and ${beyond} and ${narrowed(scope, bound)}`;
  const own = sql`x.company_id = ${companyId} and x.state = ${state} ${subjectOf(scope)}`;
  return sql`(select v.* from generate_series(0, ${longestSpan}::int) k cross join lateral (select * from item_version x where ${own}
        and x.span = k::smallint and x.valid_from > ${bound}::timestamptz - make_interval(secs => power(2, k)) and x.valid_from <= ${bound}::timestamptz offset 0) v
    where ${rest}
    union all select v.* from (select * from item_version x where ${own} and x.span is null and x.valid_from <= ${bound}::timestamptz offset 0) v where ${rest})`;
}

const everyState = Object.keys(itemStates);

/** What of a project (both as SQL, so that many can be asked at once) stood in these states at the instant, in no order. */
export function stoodIn(company: SQL, project: SQL, bound: string, states: readonly string[] = everyState): SQL {
  const own = sql`x.company_id = ${company} and x.project_id = ${project} and x.state = s.state and x.valid_from <= ${bound}::timestamptz`;
  return sql`(select v.* from unnest(${list(states, "text")}) s(state) cross join generate_series(0, ${longestSpan}::int) k
      cross join lateral (select * from item_version x where ${own} and x.span = k::smallint and x.valid_from > ${bound}::timestamptz - make_interval(secs => power(2, k)) offset 0) v
    where v.valid_to > ${bound}::timestamptz
    union all select v.* from unnest(${list(states, "text")}) s(state) cross join lateral (select * from item_version x where ${own} and x.span is null offset 0) v)`;
}
