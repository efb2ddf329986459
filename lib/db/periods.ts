import { sql } from "drizzle-orm";
import type { Period } from "#lib/core/periods.ts";
import { json, rows, type Tx } from "#lib/db/database.ts";

/** The company's accounting periods, oldest first. */
export async function readPeriods(tx: Tx, companyId: string): Promise<readonly Period[]> {
  return await rows<Period>(
    tx,
    sql`select name, first_day::text as "firstDay", last_day::text as "lastDay", is_ap_open as "isApOpen", is_jc_open as "isJcOpen"
    from accounting_period where company_id = ${companyId} order by first_day`,
  );
}

/** Puts these in the place of all that are kept. */
export async function writePeriods(tx: Tx, companyId: string, periods: readonly Period[]): Promise<void> {
  await tx.execute(sql`delete from accounting_period where company_id = ${companyId}`);
  await tx.execute(sql`insert into accounting_period (company_id, name, first_day, last_day, is_ap_open, is_jc_open)
    select ${companyId}::uuid, p."name", p."firstDay", p."lastDay", p."isApOpen", p."isJcOpen"
    from jsonb_to_recordset(${json(periods)}) as p("name" text, "firstDay" date, "lastDay" date, "isApOpen" boolean, "isJcOpen" boolean)`);
}
