import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { TestCompany, TestRole } from "#drizzle/factories/company.ts";
import { askTable } from "#lib/commands/ask-table.ts";
import type { TableFormat, TableName } from "#lib/core/table-files.ts";
import { type Database, withCompany } from "#lib/db/database.ts";

type Options = {
  readonly by?: TestRole;
  readonly table?: TableName;
  readonly format?: TableFormat;
  readonly input?: Readonly<Record<string, string>>;
};

/** A table that somebody asked for as a file, by the real verb. For tests only. */
export async function anAskedTable(
  db: Database,
  company: TestCompany,
  { by = "accountant", table = "projects", format = "csv", input = {} }: Options = {},
): Promise<{ readonly fileId: string }> {
  const asked = await askTable.execute(db, company.principal(by), { fileId: randomUUID(), table, format, input });
  if (!asked.ok) throw new Error(`the table was not asked for: ${asked.refusal.code}`);
  return asked.value;
}

/** One that is ready, with five bytes. */
export async function aTableFile(
  db: Database,
  company: TestCompany,
  options: Options = {},
): Promise<{ readonly fileId: string }> {
  const { fileId } = await anAskedTable(db, company, options);
  await withCompany(db, company.id, async (tx) => {
    await tx.execute(sql`update table_file set state = 'ready', name = 'Projects.csv', rows_read = 1, size = 5, sha256 = repeat('0', 64),
      ended_at = clock_timestamp() where company_id = ${company.id} and id = ${fileId}`);
    await tx.execute(
      sql`insert into table_file_part (company_id, file_id, position, bytes) values (${company.id}, ${fileId}, 0, ${Buffer.from("bytes")})`,
    );
  });
  return { fileId };
}
