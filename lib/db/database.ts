import { type SQL, sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool } from "pg";

export type Database = NodePgDatabase & { readonly $client: Pool };
/** A transaction with its company set; every read and write of a company's rows happens in one. */
export type Tx = Parameters<Parameters<NodePgDatabase["transaction"]>[0]>[0];

/** Whatever transactions are begun on: the database, or a transaction that is open already. */
export type Transactor = Pick<NodePgDatabase, "transaction">;

/** A pool for the URL. The error listener keeps a restart of PostgreSQL from ending the process. */
export function connect(url: string, max = 10): Database {
  const pool = new Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: 60_000,
    options: "-c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000",
  });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return drizzle({ client: pool }) as Database;
}

/** Several questions answered from one state of the database, whatever is written meanwhile. */
export async function snapshot<T>(db: Database, work: (one: Transactor) => Promise<T>): Promise<T> {
  return await db.transaction(async (tx) => await work(tx as Transactor), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}

/** Two transactions met: serialisation, deadlock, and a unique key that the other one wrote first. */
const retryable = new Set(["40001", "40P01", "23505"]);

/**
 * Runs `work` in one transaction as the company. Whoever loses a race by the database's word runs again whole, five times at most:
 * nothing of a rolled-back transaction was visible to anyone.
 */
export async function withCompany<T>(db: Database, companyId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('app.company_id', ${companyId}, true)`);
        return await work(tx);
      });
    } catch (error) {
      if (attempt >= 5 || !retryable.has(sqlState(error) ?? "")) throw error;
    }
  }
}

/** SQLSTATE of a database error, also when the library wrapped it; null for other errors. */
export function sqlState(error: unknown): string | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && /^[0-9A-Z]{5}$/.test(at.code)) return at.code;
  }
  return null;
}

type Executor = { execute: Tx["execute"] };
/** All rows of a statement. Timestamps come as PostgreSQL writes them: use `iso`. */
export async function rows<T>(tx: Executor, statement: SQL): Promise<T[]> {
  const result = await tx.execute(statement);
  return result.rows as T[];
}
/** The first row, or null. */
export async function row<T>(tx: Executor, statement: SQL): Promise<T | null> {
  return (await rows<T>(tx, statement))[0] ?? null;
}

/** A list as one array parameter, for `= any(...)`. */
export function list(values: readonly string[], type: "uuid" | "text" = "uuid"): SQL {
  return type === "uuid" ? sql`${sql.param([...values])}::uuid[]` : sql`${sql.param([...values])}::text[]`;
}
/** A value as a jsonb parameter, for bulk statements over `jsonb_to_recordset`. */
export function json(value: unknown): SQL {
  return sql`${JSON.stringify(value)}::jsonb`;
}
/** PostgreSQL's timestamp text as ISO 8601 in UTC. */
export function iso(timestamp: string): string;
export function iso(timestamp: string | null): string | null;
export function iso(timestamp: string | null): string | null {
  return timestamp === null ? null : new Date(timestamp).toISOString();
}

/** A LIKE pattern for "contains this text"; the text's own wildcards mean themselves. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
