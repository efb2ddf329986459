import { sql } from "drizzle-orm";
import { json, type Tx } from "#lib/db/database.ts";

type Row = Readonly<Record<string, unknown>>;
const chunk = 1000;

/** Inserts rows by the names of their columns, many in one statement; columns that are left out keep their defaults. */
export async function insertRows(tx: Tx, table: string, rows: readonly Row[], onConflict = ""): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const names = sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
  for (let start = 0; start < rows.length; start += chunk) {
    await tx.execute(sql`insert into ${sql.identifier(table)} (${names})
      select ${names} from jsonb_populate_recordset(null::${sql.identifier(table)}, ${json(rows.slice(start, start + chunk))}) ${sql.raw(onConflict)}`);
  }
}
