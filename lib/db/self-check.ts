import { readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { type Database, rows } from "#lib/db/database.ts";

type Finding = { problem: string };

/**
 * What makes this database unfit for use, as sentences; empty when it is safe (reliability.md P14, P22). Run at start by web
 * and worker over the application's own connection. A throwaway database of a test need not survive a crash.
 */
export async function selfCheck(db: Database, isThrowaway = false): Promise<string[]> {
  const found = await rows<Finding>(
    db,
    sql`
    select 'Setting ' || name || ' is off: an accepted item could be lost in a crash.' as problem from pg_settings
      where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off' and not ${isThrowaway}
    union all select 'The application connects as ' || current_user || ', which is a superuser or bypasses row level security.' from pg_roles
      where rolname = current_user and (rolsuper or rolbypassrls)
    union all select 'The application owns table ' || c.relname || '; it must own nothing.' from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and pg_has_role(c.relowner, 'member') and not (select rolsuper from pg_roles where rolname = current_user)
    union all select 'Row level security is not forced on ' || c.relname || '.' from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'session' and not (c.relrowsecurity and c.relforcerowsecurity)
        and (c.relname = 'company' or exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped))`,
  );
  return [...found.map((entry) => entry.problem), ...(await migrationProblems(db))];
}

/** The schema of this build and the one in the database are the same. */
async function migrationProblems(db: Database): Promise<string[]> {
  const journal = JSON.parse(
    readFileSync(path.join(process.cwd(), "drizzle/migrations/meta/_journal.json"), "utf8"),
  ) as { entries: { when: number }[] };
  const newest = Math.max(...journal.entries.map((entry) => entry.when));
  const [applied] = await rows<{ at: string | null }>(db, sql`select schema_version() as at`);
  if (Number(applied?.at ?? 0) === newest) return [];
  return [
    Number(applied?.at ?? 0) < newest
      ? "The database is older than this version: run the migrations."
      : "The database is newer than this version: start the newer version.",
  ];
}
