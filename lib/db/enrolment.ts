import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { type Database, row, withCompany } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";

/** Uses up an enrolment code and registers the client's key, both or neither. */
export async function enrol(
  db: Database,
  request: { code: string; publicKey: string; host: string; clientVersion: string },
): Promise<Outcome<{ syncClientId: string; companyId: string; companyName: string }>> {
  const hash = sha256(request.code.trim().toUpperCase());
  const found = await row<{ company: string | null }>(db, sql`select company_of_enrolment_code(${hash}) as company`);
  const companyId = found?.company;
  if (!companyId) return refuse("client.enrolment");
  return await withCompany(db, companyId, async (tx) => {
    const code = await row<{ name: string }>(
      tx,
      sql`update enrolment_code set used_at = clock_timestamp() where code_hash = ${hash} and used_at is null and expires_at > clock_timestamp() returning name`,
    );
    const company = await row<{ name: string }>(tx, sql`select name from company where id = ${companyId}`);
    if (!code || !company) return refuse("client.enrolment");
    const syncClientId = randomUUID();
    await tx.execute(sql`insert into sync_client (company_id, id, name, public_key, host, client_version)
      values (${companyId}, ${syncClientId}, ${code.name}, ${request.publicKey}, ${request.host}, ${request.clientVersion})`);
    await appendAudit(tx, companyId, { kind: "sync-client", syncClientId, name: code.name }, [
      { event: { kind: "client.enrolled", syncClientId, name: code.name, host: request.host } },
    ]);
    return ok({ syncClientId, companyId, companyName: company.name });
  });
}
