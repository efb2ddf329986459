import { sql } from "drizzle-orm";
import { json, rows, type Tx } from "#lib/db/database.ts";

export type FoundCompany = { readonly id?: string; readonly name: string; readonly problem?: string };

/** Companies of the directory by their id in Procore, or by a name that only one of them has; in the order asked. */
export async function findCompanies(
  tx: Tx,
  companyId: string,
  asked: readonly { readonly sourceId: string; readonly name: string }[],
): Promise<FoundCompany[]> {
  const given = asked.map(({ sourceId, name }, n) => ({ n, sourceId, name }));
  const found = await rows<{ n: number; id: string | null; name: string | null; many: string }>(
    tx,
    sql`select x.n, (array_agg(v.id))[1] as id, min(v.name) as name, count(v.id) as many from jsonb_to_recordset(${json(given)}) as x(n integer, "sourceId" text, name text)
      left join vendor v on v.company_id = ${companyId} and case when x."sourceId" <> '' then v.source_id = x."sourceId" else lower(v.name) = lower(x.name) end
      group by x.n order by x.n`,
  );
  return found.map(({ n, id, name, many }) => {
    const { sourceId, name: wanted } = asked[n] ?? { sourceId: "", name: "" };
    const called = sourceId ? `the id ${sourceId}` : `the name “${wanted}”`;
    if (id === null) return { name: wanted, problem: `No company of the directory has ${called}.` };
    if (Number(many) > 1) return { name: wanted, problem: `${many} companies have ${called}: give the id.` };
    return { id, name: name ?? "" };
  });
}
