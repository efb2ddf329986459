import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import type { Tx } from "#lib/db/database.ts";
import { tieVendor } from "#lib/db/vendor-links.ts";

type ImportedCompany = {
  readonly companySourceId: string;
  readonly sageVendor: string;
  readonly name: string;
  readonly city: string;
  readonly phone: string;
};

/** A company that an import made: known here at once, polled like the others from now on, and linked to its vendor. */
export async function linkImportedCompany(
  tx: Tx,
  companyId: string,
  actor: Actor,
  { companySourceId, sageVendor, name, city, phone }: ImportedCompany,
): Promise<void> {
  await tx.execute(sql`insert into vendor (company_id, source_id, name, city, phone) values (${companyId}, ${companySourceId}, ${name}, ${city}, ${phone})
    on conflict (company_id, source_id) do nothing`);
  await tieVendor(tx, companyId, actor, { vendorSourceId: companySourceId, sageVendor });
  await tx.execute(sql`select ring('imports.stage', ${companyId}::uuid, 'all')`);
}
