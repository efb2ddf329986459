import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { TestCompany } from "#drizzle/factories/company.ts";
import { type Database, withCompany } from "#lib/db/database.ts";

/** A run of the company that is over, which left out one of its items. For tests only. */
export async function aRun(db: Database, company: TestCompany, itemId: string): Promise<string> {
  const id = randomUUID();
  const { id: personId, name } = company.people.accountant;
  await withCompany(db, company.id, async (tx) => {
    await tx.execute(sql`insert into accept_run (company_id, id, number, person_id, person_name, item_count, left_out, amount, currency, status, finished_at)
      values (${company.id}, ${id}, 1, ${personId}, ${name}, 0, 1, 0, 'USD', 'done', clock_timestamp())`);
    await tx.execute(sql`insert into accept_run_item (company_id, run_id, position, item_id, decision_id, seen_version, seen_revision_id, number, title, outcome, why)
      select company_id, ${id}, 1, id, gen_random_uuid(), version, revision_id, number, title, 'left_out', 'It is blocked.' from item where company_id = ${company.id} and id = ${itemId}`);
  });
  return id;
}
