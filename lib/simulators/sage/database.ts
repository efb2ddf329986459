import pg from "pg";
import { SCHEMA_SQL } from "#lib/simulators/sage/schema.ts";

export type Client = pg.PoolClient;
export type Pool = pg.Pool;
export type Row = Record<string, string | number | boolean | null>;

// One writer at a time: row versions then become visible in their own order, and a reader of differences misses none.
const WRITER_LOCK = 7_243_300;
const SCHEMA_LOCK = 7_243_301;
const READER = "sage_reader";
const WRITER = "sage_writer";

export function openPool(databaseUrl: string): Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 8,
    application_name: "sage",
    types: { getTypeParser },
  });
  pool.on("error", (error) => report("database connection", error));
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

// Dates stay as the text of their day; version numbers stay below 2^53.
function getTypeParser(oid: number, format?: "text" | "binary"): (value: string) => unknown {
  if (oid === pg.types.builtins.DATE) return (value) => value;
  if (oid === pg.types.builtins.INT8) return Number;
  return pg.types.getTypeParser(oid, format as "text") as (value: string) => unknown;
}

export function report(what: string, error: unknown): void {
  const words = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${JSON.stringify({ program: "sage-simulator", what, error: words })}\n`);
}

export async function write<T>(pool: Pool, run: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(`begin; select pg_advisory_xact_lock(${WRITER_LOCK})`);
    const value = await run(client);
    await client.query("commit");
    client.release();
    return value;
  } catch (error) {
    // A connection that cannot roll back is not given back to the pool.
    const isClean = await client.query("rollback").then(
      () => true,
      () => false,
    );
    client.release(!isClean);
    throw error;
  }
}

export async function prepareDatabase(pool: Pool, readerPassword: string | undefined): Promise<void> {
  await pool.query(`begin; select pg_advisory_xact_lock(${SCHEMA_LOCK}); ${SCHEMA_SQL} commit`);
  if (readerPassword === undefined) return;
  await prepareRole(pool, READER, readerPassword, "on", []);
  await prepareRole(pool, WRITER, readerPassword, "off", WRITER_RIGHTS);
}

/** Columns that the account for writing may fill; a row that it writes is judged by `simulator.judge_write`. */
const WRITER_RIGHTS = [
  "insert (Vendor, Name, Type, Address_1, Address_2, City, State, Zip, Telephone) on APM_MASTER__VENDOR",
  "update (Msc_Cat_Amt_1, Msc_Cat_Amt_2) on JCM_MASTER__CATEGORY",
  "update (Invoice_Code_1, Invoice_Code_2) on APM_MASTER__INVOICE",
];

// A role belongs to the whole cluster: two programs that start together collide on it, and one of them tries again.
async function prepareRole(
  pool: Pool,
  role: string,
  password: string,
  readOnly: "on" | "off",
  rights: readonly string[],
): Promise<void> {
  const secret = pg.escapeLiteral(password);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { rowCount } = await pool.query("select 1 from pg_roles where rolname = $1", [role]);
      const verb = rowCount ? "alter" : "create";
      await pool.query(`${verb} role ${role} login nosuperuser nocreatedb nocreaterole password ${secret}`);
      await pool.query(`alter role ${role} set default_transaction_read_only = ${readOnly}`);
      await pool.query(
        `grant usage on schema public to ${role}; grant select on all tables in schema public to ${role}`,
      );
      for (const right of rights) await pool.query(`grant ${right} to ${role}`);
      await pool.query(`revoke create on schema public from public`);
      return;
    } catch (error) {
      if (attempt === 10) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}

/** Inserts rows that share the same columns, in one statement; numbers travel as text. */
export async function insertRows(client: Client, table: string, rows: readonly Row[], conflict = ""): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.keys(first).join(", ");
  await client.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb) ${conflict}`,
    [JSON.stringify(rows)],
  );
}
