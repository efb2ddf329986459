import { sql } from "drizzle-orm";
import { json, row, rows, type Tx } from "#lib/db/database.ts";

export type StoredView = {
  readonly id: string;
  readonly personId: string;
  readonly owner: string;
  readonly name: string;
  readonly isShared: boolean;
  readonly version: number;
  readonly body: unknown;
};

const columns = sql`v.id, v.person_id as "personId", p.name as owner, v.name, v.is_shared as "isShared", v.version, v.body`;

/** The views of a person and those of the company, by name. */
export async function readViews(tx: Tx, companyId: string, personId: string): Promise<StoredView[]> {
  return await rows<StoredView>(
    tx,
    sql`select ${columns} from saved_view v join person p on p.id = v.person_id
      where v.company_id = ${companyId} and (v.is_shared or v.person_id = ${personId}) order by lower(v.name), v.id`,
  );
}

/** A view that the person can see, locked; null when there is none. */
export async function lockView(
  tx: Tx,
  companyId: string,
  personId: string,
  viewId: string,
): Promise<StoredView | null> {
  return await row<StoredView>(
    tx,
    sql`select ${columns} from saved_view v join person p on p.id = v.person_id
      where v.company_id = ${companyId} and v.id = ${viewId} and (v.is_shared or v.person_id = ${personId}) for update of v`,
  );
}

type Named = {
  readonly viewId: string | null;
  readonly personId: string;
  readonly name: string;
  readonly isShared: boolean;
};

/** Is the name taken by another view where this one would stand: among the shared, or among those of its person? */
export async function isNameTaken(
  tx: Tx,
  companyId: string,
  { viewId, personId, name, isShared }: Named,
): Promise<boolean> {
  const found = await row(
    tx,
    sql`select 1 from saved_view where company_id = ${companyId} and lower(name) = lower(${name}) and is_shared = ${isShared}
      and (${isShared} or person_id = ${personId}) and id is distinct from ${viewId}::uuid`,
  );
  return found !== null;
}

export async function countViews(tx: Tx, companyId: string, personId: string): Promise<number> {
  const found = await row<{ n: number }>(
    tx,
    sql`select count(*)::int as n from saved_view where company_id = ${companyId} and person_id = ${personId}`,
  );
  return found?.n ?? 0;
}

type Write = Named & { readonly body: object };

/** Stores a new view, or the next version of one; a view stays its maker's. */
export async function writeView(
  tx: Tx,
  companyId: string,
  { viewId, personId, name, isShared, body }: Write,
): Promise<{ id: string; version: number }> {
  const written = await row<{ id: string; version: number }>(
    tx,
    viewId === null
      ? sql`insert into saved_view (company_id, person_id, name, is_shared, body)
          values (${companyId}, ${personId}, ${name}, ${isShared}, ${json(body)}) returning id, version`
      : sql`update saved_view set name = ${name}, is_shared = ${isShared}, body = ${json(body)}, version = version + 1
          where company_id = ${companyId} and id = ${viewId} returning id, version`,
  );
  if (!written) throw new Error("the view was not written");
  return written;
}

export async function deleteView(tx: Tx, companyId: string, viewId: string): Promise<void> {
  await tx.execute(sql`delete from saved_view where company_id = ${companyId} and id = ${viewId}`);
}
