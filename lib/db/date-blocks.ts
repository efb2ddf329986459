import { sql } from "drizzle-orm";
import { json, rows, type Tx } from "#lib/db/database.ts";

type Asked = { readonly itemId: string /** What findings on its accounting date name. */; readonly field: string };
export type OtherBlocks = {
  readonly itemId: string;
  /** Items after which it would go. */
  readonly after: readonly string[];
  /** What blocks it besides those; null where nothing does. */
  readonly why: string | null;
  /** The first of all that blocks it; null where nothing does. */
  readonly first: string | null;
};

/** What blocks items apart from their accounting date, as the last assessment found it. */
export async function readOtherBlocks(
  tx: Tx,
  companyId: string,
  asked: readonly Asked[],
): Promise<readonly OtherBlocks[]> {
  if (asked.length === 0) return [];
  return await rows<OtherBlocks>(
    tx,
    sql`select x."itemId", coalesce(json_agg(f.fix ->> 'target' order by f.position) filter (where f.fix ->> 'action' = 'accept-parent'), '[]') as after,
      (array_agg(f.sentence order by f.position) filter (where f.fix ->> 'action' is distinct from 'accept-parent'))[1] as why,
      (array_agg(f.sentence order by f.position) filter (where f.sentence is not null))[1] as first
    from jsonb_to_recordset(${json(asked)}) as x("itemId" uuid, field text)
      left join finding f on f.company_id = ${companyId} and f.item_id = x."itemId" and f.severity = 'blocks' and f.field <> x.field
    group by x."itemId"`,
  );
}
