import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import type { OutAbout } from "#lib/core/out-table.ts";
import { type TableFormat, type TableName, type TableState, tableLimits, tableNames } from "#lib/core/table-files.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { iso, json, row, rows, type Tx } from "#lib/db/database.ts";

type Person = Extract<Actor, { kind: "person" }>;
export type StoredTableFile = {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly table: TableName;
  readonly format: TableFormat;
  readonly input: Readonly<Record<string, string>>;
  readonly state: TableState;
  readonly name: string | null;
  readonly about: OutAbout;
  readonly ownProjects: readonly string[] | null;
  readonly rowsRead: number;
  readonly rowCount: number | null;
  /** Bytes so far. */
  readonly size: number;
  readonly note: string | null;
  readonly tries: number;
  readonly createdAt: string;
  readonly endedAt: string | null;
};

const columns = sql`f.id, f.person_id as "personId", f.person_name as "personName", f.table_name as table, f.format, f.input, f.state, f.name, f.about,
  f.own_projects as "ownProjects", f.rows_read as "rowsRead", f.row_count as "rowCount", f.size::float8 as size, f.note, f.tries,
  f.created_at as "createdAt", f.ended_at as "endedAt"`;
const toFile = (found: StoredTableFile): StoredTableFile => ({
  ...found,
  createdAt: iso(found.createdAt),
  endedAt: iso(found.endedAt),
});
const factOf = ({ table, format }: Pick<StoredTableFile, "table" | "format">) => ({
  table: tableNames[table].title,
  format,
});

/** A person's files, newest first; no more than a person keeps. */
export async function readTableFiles(tx: Tx, companyId: string, personId: string): Promise<readonly StoredTableFile[]> {
  const found = await rows<StoredTableFile>(
    tx,
    sql`select ${columns} from table_file f where f.company_id = ${companyId} and f.person_id = ${personId} order by f.position desc limit ${tableLimits.kept}`,
  );
  return found.map(toFile);
}

/** A person's own file by its id; null when they have none such. `isLocked` keeps others from changing it meanwhile. */
export async function readTableFile(
  tx: Tx,
  companyId: string,
  personId: string,
  fileId: string,
  isLocked = false,
): Promise<StoredTableFile | null> {
  const lock = isLocked ? sql`for update` : sql``;
  const found = await row<StoredTableFile>(
    tx,
    sql`select ${columns} from table_file f where f.company_id = ${companyId} and f.person_id = ${personId} and f.id = ${fileId}::uuid ${lock}`,
  );
  return found && toFile(found);
}

/** A part of a file's bytes, from 0 on; null behind the last one. */
export async function readTablePart(
  tx: Tx,
  companyId: string,
  fileId: string,
  position: number,
): Promise<Buffer | null> {
  const found = await row<{ bytes: Buffer }>(
    tx,
    sql`select bytes from table_file_part where company_id = ${companyId} and file_id = ${fileId}::uuid and position = ${position}`,
  );
  return found?.bytes ?? null;
}

/** Whoever counts or takes files of a company waits for whoever else does. */
const inTurn = (tx: Tx, companyId: string) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('table files ' || ${companyId}, 0))`);

/** What a person has, and how many bytes all files of the company have; until the transaction ends nobody else adds one. */
export async function countTableFiles(
  tx: Tx,
  companyId: string,
  personId: string,
): Promise<{ readonly open: number; readonly kept: number; readonly bytes: number }> {
  await inTurn(tx, companyId);
  const found = await row<{ open: number; kept: number; bytes: number }>(
    tx,
    sql`select count(*) filter (where person_id = ${personId} and state in ('waiting', 'making'))::int as open,
      count(*) filter (where person_id = ${personId})::int as kept, coalesce(sum(size), 0)::float8 as bytes from table_file where company_id = ${companyId}`,
  );
  return found ?? { open: 0, kept: 0, bytes: 0 };
}

type NewTableFile = Pick<StoredTableFile, "id" | "table" | "format" | "input">;
/** Stores what somebody asked for, and rings; false where a file has this id already. */
export async function addTableFile(tx: Tx, companyId: string, actor: Person, file: NewTableFile): Promise<boolean> {
  const made = await rows(
    tx,
    sql`insert into table_file (company_id, id, person_id, person_name, table_name, format, input)
      values (${companyId}, ${file.id}::uuid, ${actor.personId}::uuid, ${actor.name}, ${file.table}, ${file.format}, ${json(file.input)})
      on conflict do nothing returning id`,
  );
  if (made.length === 0) return false;
  await appendAudit(tx, companyId, actor, [{ event: { kind: "table.asked", fileId: file.id, ...factOf(file) } }]);
  await tx.execute(sql`select ring('tables.make', ${companyId}::uuid, ${file.id})`);
  return true;
}

const heldSeconds = 30;
/**
 * Takes the oldest file that waits, or whose worker ended, for this worker: its number of tries is the fence, its parts are
 * gone. Null where there is none, its person has one that is being made, or so many of the company are.
 */
export async function takeTableFile(tx: Tx, companyId: string): Promise<StoredTableFile | null> {
  await inTurn(tx, companyId);
  const taken = await row<StoredTableFile>(
    tx,
    sql`update table_file f set state = 'making', tries = tries + 1, rows_read = 0, row_count = null, size = 0,
        held_until = clock_timestamp() + make_interval(secs => ${heldSeconds})
      where f.company_id = ${companyId} and f.id = (select w.id from table_file w where w.company_id = ${companyId}
        and (w.state = 'waiting' or w.state = 'making' and w.held_until < clock_timestamp())
        and not exists (select 1 from table_file o where o.company_id = w.company_id and o.person_id = w.person_id and o.state = 'making' and o.id <> w.id)
        and (select count(*) from table_file o where o.company_id = w.company_id and o.state = 'making' and o.held_until >= clock_timestamp()) < ${tableLimits.together}
        order by w.position limit 1)
      returning ${columns}`,
  );
  if (taken) await removeParts(tx, companyId, taken.id);
  return taken && toFile(taken);
}

type Held = Pick<StoredTableFile, "id" | "tries">;
const isHeld = (companyId: string, { id, tries }: Held) =>
  sql`company_id = ${companyId} and id = ${id}::uuid and state = 'making' and tries = ${tries}`;

/** Says that this worker still makes the file, and how far it is; false when it is not its file any more. */
export async function holdTableFile(
  tx: Tx,
  companyId: string,
  file: Held,
  { rowsRead, rowCount, size }: Pick<StoredTableFile, "rowsRead" | "rowCount" | "size">,
): Promise<boolean> {
  const held = await rows(
    tx,
    sql`update table_file set rows_read = ${rowsRead}, row_count = ${rowCount}, size = ${size},
      held_until = clock_timestamp() + make_interval(secs => ${heldSeconds}) where ${isHeld(companyId, file)} returning 1`,
  );
  return held.length > 0;
}

/** Stores the next bytes of the file; false when it is not this worker's any more. */
export async function addTablePart(
  tx: Tx,
  companyId: string,
  file: Held,
  position: number,
  bytes: Uint8Array,
): Promise<boolean> {
  const held = await row(tx, sql`select 1 from table_file where ${isHeld(companyId, file)} for share`);
  if (!held) return false;
  await tx.execute(
    sql`insert into table_file_part (company_id, file_id, position, bytes) values (${companyId}, ${file.id}::uuid, ${position}, ${Buffer.from(bytes)})`,
  );
  return true;
}

/** Gives a file back that this worker has no time to finish: another one begins anew, and it counts as no try. */
export async function giveBackTableFile(tx: Tx, companyId: string, file: Held): Promise<void> {
  await tx.execute(
    sql`update table_file set state = 'waiting', held_until = null, tries = tries - 1 where ${isHeld(companyId, file)}`,
  );
}

export type TableFileEnd =
  | {
      readonly name: string;
      readonly about: OutAbout;
      readonly ownProjects: readonly string[] | null;
      readonly rows: number;
      readonly size: number;
      readonly sha256: string;
    }
  | { readonly words: string };

/** Ends the making: the file is ready, or failed for a reason in words, and the record has it. False when it is not this worker's any more. */
export async function endTableFile(
  tx: Tx,
  companyId: string,
  actor: Actor,
  file: StoredTableFile,
  end: TableFileEnd,
): Promise<boolean> {
  const common = sql`held_until = null, ended_at = clock_timestamp()`;
  const set =
    "words" in end
      ? sql`state = 'failed', note = ${end.words}, size = 0`
      : sql`state = 'ready', name = ${end.name}, about = ${json(end.about)}, own_projects = ${end.ownProjects === null ? sql`null` : json(end.ownProjects)},
        rows_read = ${end.rows}, row_count = ${end.rows}, size = ${end.size}, sha256 = ${end.sha256}`;
  const ended = await rows(
    tx,
    sql`update table_file set ${set}, ${common} where ${isHeld(companyId, file)} returning 1`,
  );
  if (ended.length === 0) return false;
  const fact = { fileId: file.id, ...factOf(file) };
  if ("words" in end) {
    await removeParts(tx, companyId, file.id);
    const { personId } = file;
    await appendAudit(tx, companyId, actor, [{ event: { kind: "table.failed", ...fact, personId, words: end.words } }]);
    return true;
  }
  const about = end.about.map(([label, value]) => `${label}: ${value}`);
  await appendAudit(tx, companyId, actor, [{ event: { kind: "table.exported", ...fact, rows: end.rows, about } }]);
  return true;
}

/** Stops a file that waits or is being made: its worker notices it at its next word. */
export async function stopTableFile(tx: Tx, companyId: string, actor: Person, file: StoredTableFile): Promise<void> {
  await tx.execute(
    sql`update table_file set state = 'stopped', held_until = null, ended_at = clock_timestamp(), size = 0 where company_id = ${companyId} and id = ${file.id}::uuid`,
  );
  await removeParts(tx, companyId, file.id);
  await appendAudit(tx, companyId, actor, [{ event: { kind: "table.stopped", fileId: file.id, ...factOf(file) } }]);
}

/** Removes a file that is over, with its bytes. */
export async function removeTableFile(tx: Tx, companyId: string, actor: Person, file: StoredTableFile): Promise<void> {
  await dropTableFile(tx, companyId, file.id);
  await appendAudit(tx, companyId, actor, [{ event: { kind: "table.removed", fileId: file.id, ...factOf(file) } }]);
}

/** Removes at most `limit` files that ended more than `days` ago; answers how many. */
export async function pruneTableFiles(tx: Tx, companyId: string, days: number, limit: number): Promise<number> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from table_file where company_id = ${companyId} and ended_at < clock_timestamp() - make_interval(days => ${days})
      limit ${limit} for update skip locked`,
  );
  for (const { id } of found) await dropTableFile(tx, companyId, id);
  return found.length;
}

async function dropTableFile(tx: Tx, companyId: string, fileId: string): Promise<void> {
  await removeParts(tx, companyId, fileId);
  await tx.execute(sql`delete from table_file where company_id = ${companyId} and id = ${fileId}::uuid`);
}

async function removeParts(tx: Tx, companyId: string, fileId: string): Promise<void> {
  await tx.execute(sql`delete from table_file_part where company_id = ${companyId} and file_id = ${fileId}::uuid`);
}
