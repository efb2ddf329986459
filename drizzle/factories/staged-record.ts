import { sql } from "drizzle-orm";
import type { TestCompany } from "#drizzle/factories/company.ts";
import { connectProcore } from "#drizzle/factories/procore-connection.ts";
import type { StagedState } from "#lib/core/import-type.ts";
import { type Database, json, row, withCompany } from "#lib/db/database.ts";

let serial = 0;

/** A staged job in the state, with a write where it was imported; the company is connected. Answers it as a gesture names it. */
export async function aStagedRecord(
  db: Database,
  company: TestCompany,
  state: StagedState,
): Promise<{ readonly recordId: string; readonly seenVersion: number }> {
  serial += 1;
  const job = `30-${String(serial).padStart(3, "0")}`;
  const content = { job, name: "Staged", status: "In progress", address: [], city: "", state: "", zip: "", codes: [] };
  const here = { delimiter: "-", projectSourceId: null, twin: null };
  const isImported = state === "imported";
  return await withCompany(db, company.id, async (tx) => {
    await connectProcore(tx, company.id);
    const made = await row<{ id: string; version: number }>(
      tx,
      sql`insert into staged_record (company_id, type, key, state, code, name, row, here, row_imported, source_id)
        values (${company.id}, 'job', ${job}, ${state}, ${job}, 'Staged', ${json(content)}, ${json(here)}, ${isImported ? json(content) : null}, ${isImported ? "9001" : null})
        returning id, version`,
    );
    if (!made) throw new Error("the record was not staged");
    if (isImported)
      await tx.execute(sql`insert into import_write (company_id, record_id, step, origin_id, values, state, source_id)
        values (${company.id}, ${made.id}, 'project', ${job}, '{}', 'done', '9001')`);
    return { recordId: made.id, seenVersion: made.version };
  });
}
