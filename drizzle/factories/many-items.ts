import { sql } from "drizzle-orm";
import type { TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { type Database, withCompany } from "#lib/db/database.ts";

/**
 * So many items that wait for a decision, one made by the real ingest and the others after its pattern: they have ids, numbers
 * and Sage ids of their own, and its revision and document. For what concerns numbers alone. For tests only.
 */
export async function manyItems(db: Database, company: TestCompany, count: number): Promise<void> {
  const { id } = await anItem(db, company);
  await withCompany(db, company.id, (tx) =>
    tx.execute(sql`insert into item (company_id, record_type, source_kind, source_id, project_id, vendor_id, number, title, amount, source_status, is_approved,
        state, lane, state_at, sent_at, sent_by, revision_id, latest_revision_id, fields, erp_id, document_sha256, search, checked_at)
      select company_id, record_type, source_kind, 'M' || n, project_id, vendor_id, 'M-' || lpad(n::text, 5, '0'), title, amount, source_status, is_approved,
        state, lane, state_at, sent_at, sent_by, revision_id, latest_revision_id, fields || jsonb_build_object('sageId', 'M-' || n), 'M-' || n, document_sha256, search, checked_at
      from item, generate_series(2, ${count}::int) n where company_id = ${company.id} and id = ${id}`),
  );
  // As it is by itself after a while; until then the planner takes the table for a small one.
  await db.execute(sql`analyze item`);
}
