import { type SQL, sql } from "drizzle-orm";
import type { Money } from "#lib/core/money.ts";
import { containing, row, rows, type Tx } from "#lib/db/database.ts";
import { decodeCursor, encodeCursor } from "#lib/db/inbox.ts";

type ProjectDbRow = {
  id: string;
  number: string;
  name: string;
  job: string | null;
  counts: Record<string, { count: number; amount: Money }> | null;
};

/** Fills projects `p` with their jobs, and with counts and money per state: of those alone that are shown. */
const filled = (projects: SQL): SQL => sql`with p as materialized (${projects})
  select p.id, p.number, p.name, p.job,
    (select json_object_agg(c.state, json_build_object('count', c.count, 'amount', c.amount::text)) from project_counter c
      where c.company_id = p.company_id and c.project_id = p.id and c.count <> 0) as counts
  from p order by p.number, p.id`;
const chosen = sql`select p.company_id, p.id, p.number, p.name, l.job from project p left join project_link l on l.company_id = p.company_id and l.project_id = p.id`;

/** One project with counts and money per state; null when the company has none such. */
export async function readProject(tx: Tx, companyId: string, id: string): Promise<ProjectDbRow | null> {
  return await row<ProjectDbRow>(tx, filled(sql`${chosen} where p.company_id = ${companyId} and p.id = ${id}`));
}

type Scope = {
  /** A project manager's own; null for all. */
  readonly projectIds: readonly string[] | null;
  /** In number, name or job. */
  readonly q: string | undefined;
  readonly after: string | null;
  readonly limit: number;
};

/** One page of projects by number, and how many there are in all; the order is made of the company's projects, which are thousands at most. */
export async function readProjectPage(
  tx: Tx,
  companyId: string,
  { projectIds, q, after, limit }: Scope,
): Promise<{ rows: ProjectDbRow[]; next: string | null; count: number }> {
  const parts: SQL[] = [sql`p.company_id = ${companyId}`];
  if (projectIds) parts.push(sql`p.id = any(${sql.param([...projectIds])}::uuid[])`);
  if (q) parts.push(sql`concat_ws(' ', p.number, p.name, l.job) ilike ${containing(q)}`);
  const fitting = sql`${chosen} where ${sql.join(parts, sql` and `)}`;
  const cursor = decodeCursor(after);
  const beyond = cursor ? sql` and (p.number, p.id) > (${cursor.key}, ${cursor.id}::uuid)` : sql``;
  const found = await rows<ProjectDbRow>(
    tx,
    filled(sql`${fitting}${beyond} order by p.number, p.id limit ${limit + 1}`),
  );
  const all = await row<{ count: number }>(tx, sql`select count(*)::int as count from (${fitting}) f`);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next = found.length > limit && last ? encodeCursor(last.number, last.id) : null;
  return { rows: page, next, count: all?.count ?? 0 };
}
