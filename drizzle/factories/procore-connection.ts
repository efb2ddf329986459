import { sql } from "drizzle-orm";
import { aCompany, type CompanyOptions, type TestCompany } from "#drizzle/factories/company.ts";
import type { Database, Tx } from "#lib/db/database.ts";

/** A connection of the company to a Procore that nobody asks. For tests only. */
export async function connectProcore(db: Database | Tx, companyId: string): Promise<void> {
  await db.execute(sql`insert into procore_connection (company_id, api_base, login_base, procore_company_id, client_id, sealed_secret)
    values (${companyId}, 'http://127.0.0.1:9', 'http://127.0.0.1:9', '1', 'c', 's') on conflict do nothing`);
}

/** A company that is connected; its source is what the test hands to the job. For tests only. */
export async function aConnectedCompany(owner: Database, options: CompanyOptions = {}): Promise<TestCompany> {
  const company = await aCompany(owner, options);
  await connectProcore(owner, company.id);
  return company;
}
