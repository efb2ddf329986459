import { sql } from "drizzle-orm";
import type { TestCompany } from "#drizzle/factories/company.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { type Money, sum } from "#lib/core/money.ts";
import { type Database, rows, withCompany } from "#lib/db/database.ts";
import { mirrorPage } from "#lib/db/mirror.ts";

type SageRow = Readonly<Record<string, string | null>>;

/** One page of a table into the company's mirror, as the sync client would send it. For tests only. */
export async function sageRows(db: Database, company: TestCompany, table: string, page: readonly SageRow[]) {
  await withCompany(db, company.id, async (tx) => {
    await tx.execute(
      sql`insert into mirror_read (company_id, table_name) values (${company.id}, ${table}) on conflict do nothing`,
    );
    await mirrorPage(tx, company.id, { table, rows: page, cursor: "1", isLast: true });
  });
}

/**
 * The mirror shows what the company's proved exports say Sage holds, as it does some seconds after them: their records as
 * they were proved, and job cost of posted invoices. The proofs are a minute old afterwards. For tests only.
 */
export async function sageShowsProved(db: Database, company: TestCompany): Promise<void> {
  const found = await withCompany(db, company.id, (tx) =>
    rows<{ document: string }>(
      tx,
      sql`select d.document from export e join export_document d on d.company_id = e.company_id and d.sha256 = e.document_sha256
      where e.company_id = ${company.id} and e.status = 'proved' order by e.position`,
    ),
  );
  const { job } = company.project;
  const tables = new Map<string, SageRow[]>();
  const costs = new Map<string, { place: SageRow; amounts: Money[] }>();
  for (const { expectations } of found.map(({ document }) => JSON.parse(document) as ExportDocument)) {
    for (const { table, key, rows: expected } of expectations) {
      for (const expectedRow of expected) {
        const { Job = job, Extra = "", Cost_Code = "", Category = "", Amount = "0" } = expectedRow;
        tables.set(table, [
          ...(tables.get(table) ?? []),
          { Job: table === "JCM_MASTER__COMMITMENT" ? job : Job, ...key, ...expectedRow },
        ]);
        if (table !== "APM_MASTER__DISTRIBUTION") continue;
        const at = [Extra, Cost_Code, Category].join("|");
        const place = { Job, Extra, Cost_Code, Category };
        costs.set(at, { place, amounts: [...(costs.get(at)?.amounts ?? []), Amount] });
      }
    }
  }
  const totals = tables.get("JCM_MASTER__CATEGORY") ?? [];
  tables.delete("JCM_MASTER__CATEGORY");
  for (const [table, page] of tables) await sageRows(db, company, table, page);
  await withCompany(db, company.id, async (tx) => {
    for (const { Job, Extra, Cost_Code, Category, Original_Estimate, Approved_Estimate_Changes } of totals)
      await tx.execute(sql`update sage_category set original_estimate = coalesce(${Original_Estimate ?? null}::numeric, original_estimate),
          approved_estimate_changes = coalesce(${Approved_Estimate_Changes ?? null}::numeric, approved_estimate_changes)
        where company_id = ${company.id} and (job, extra, cost_code, category) = (${Job}, ${Extra}, ${Cost_Code}, ${Category})`);
    for (const { place, amounts } of costs.values())
      await tx.execute(sql`update sage_category set jtd_cost = ${sum(amounts)}::numeric
        where company_id = ${company.id} and (job, extra, cost_code, category) = (${place.Job}, ${place.Extra}, ${place.Cost_Code}, ${place.Category})`);
    await tx.execute(
      sql`update export set finished_at = clock_timestamp() - interval '1 minute' where company_id = ${company.id} and status = 'proved'`,
    );
    await tx.execute(sql`update mirror_read set read_at = clock_timestamp() where company_id = ${company.id}`);
  });
}
