import { sql } from "drizzle-orm";
import type { Actor, Role } from "#lib/core/actors.ts";
import { can } from "#lib/core/permissions.ts";
import { rows, type Tx } from "#lib/db/database.ts";

/** Somebody of the company who can sign in, with what decides what they may read. */
export type Reader = {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly projectIds: readonly string[];
  readonly procoreUserId: string | null;
};

/** Everybody who belongs to the company now, by name. */
export async function readReaders(tx: Tx, companyId: string): Promise<readonly Reader[]> {
  return await rows<Reader>(
    tx,
    sql`select p.id as "personId", p.name, p.email, to_json(m.roles) as roles, m.procore_user_id as "procoreUserId",
      (select coalesce(json_agg(x.project_id), '[]') from project_member x where x.company_id = m.company_id and x.person_id = p.id) as "projectIds"
    from membership m join person p on p.id = m.person_id
    where m.company_id = ${companyId} and not m.is_disabled and not p.is_disabled order by p.name, p.id`,
  );
}

/** May this person read items of the project (null: of none)? The same table of rights as on the screen. */
export function mayRead(reader: Reader, projectId: string | null): boolean {
  const { personId, name, roles, projectIds } = reader;
  const actor: Actor = { kind: "person", personId, name, roles, grants: [], projectIds };
  return can(actor, "item.read", { projectId }).ok;
}
