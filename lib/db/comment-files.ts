import { sql } from "drizzle-orm";
import type { FileKind } from "#lib/core/file-kinds.ts";
import { iso, list, row, rows, type Tx } from "#lib/db/database.ts";

export type CommentFile = {
  readonly id: string;
  readonly itemId: string;
  readonly projectId: string | null;
  /** Null while its person has not sent the comment. */
  readonly commentId: string | null;
  readonly personId: string;
  readonly name: string;
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly removedAt: string | null;
};

/** Rows of this size are read and written one by one: nobody holds a whole file to hand it on. */
const partBytes = 1024 * 1024;

const columns = sql`f.id, f.item_id as "itemId", i.project_id as "projectId", f.comment_id as "commentId", f.person_id as "personId", f.name, f.kind,
  f.size, f.sha256, f.removed_at as "removedAt"`;
const from = sql`comment_file f join item i on i.company_id = f.company_id and i.id = f.item_id`;
const toFile = (found: CommentFile): CommentFile => ({ ...found, removedAt: iso(found.removedAt) });

/** The files of these comments, in the order in which they were chosen; also those whose bytes were removed. */
export async function readFilesOf(
  tx: Tx,
  companyId: string,
  commentIds: readonly string[],
): Promise<readonly CommentFile[]> {
  if (commentIds.length === 0) return [];
  const found = await rows<CommentFile>(
    tx,
    sql`select ${columns} from ${from} where f.company_id = ${companyId} and f.comment_id = any(${list(commentIds)}) order by f.created_at, f.id`,
  );
  return found.map(toFile);
}

/** What a person chose for a comment on the item that is not sent yet. */
export async function readUnsentFiles(
  tx: Tx,
  companyId: string,
  itemId: string,
  personId: string,
): Promise<readonly CommentFile[]> {
  const found = await rows<CommentFile>(
    tx,
    sql`select ${columns} from ${from} where f.company_id = ${companyId} and f.person_id = ${personId} and f.item_id = ${itemId} and f.comment_id is null
      order by f.created_at, f.id`,
  );
  return found.map(toFile);
}

/** One file without its bytes; null when the company has none such. `isLocked` keeps others from changing it meanwhile. */
export async function readFile(
  tx: Tx,
  companyId: string,
  fileId: string,
  isLocked = false,
): Promise<CommentFile | null> {
  const lock = isLocked ? sql`for update of f` : sql``;
  const found = await row<CommentFile>(
    tx,
    sql`select ${columns} from ${from} where f.company_id = ${companyId} and f.id = ${fileId} ${lock}`,
  );
  return found && toFile(found);
}

/** A part of a file's bytes, from 0 on; null behind the last one, and once they were removed. */
export async function readFilePart(
  tx: Tx,
  companyId: string,
  fileId: string,
  position: number,
): Promise<Buffer | null> {
  const found = await row<{ bytes: Buffer }>(
    tx,
    sql`select bytes from comment_file_part where company_id = ${companyId} and file_id = ${fileId} and position = ${position}`,
  );
  return found?.bytes ?? null;
}

/** How many files a person chose and did not send: on the item, and on all of them. Whoever counts waits for the person's other uploads. */
export async function countUnsent(
  tx: Tx,
  companyId: string,
  itemId: string,
  personId: string,
): Promise<{ readonly here: number; readonly all: number }> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('files ' || ${companyId} || ' ' || ${personId}, 0))`,
  );
  const found = await row<{ here: number; all: number }>(
    tx,
    sql`select count(*) filter (where item_id = ${itemId})::int as here, count(*)::int as all from comment_file
      where company_id = ${companyId} and person_id = ${personId} and comment_id is null`,
  );
  return found ?? { here: 0, all: 0 };
}

export type NewFile = Pick<CommentFile, "id" | "itemId" | "personId" | "name" | "kind" | "sha256"> & {
  readonly bytes: Buffer;
};

/** Stores a file that is not sent yet; false when one with this id is there already. */
export async function insertFile(tx: Tx, companyId: string, file: NewFile): Promise<boolean> {
  const { id, itemId, personId, name, kind, sha256, bytes } = file;
  const made = await rows(
    tx,
    sql`insert into comment_file (company_id, id, item_id, person_id, name, kind, size, sha256)
      values (${companyId}, ${id}, ${itemId}, ${personId}, ${name}, ${kind}, ${bytes.length}, ${sha256}) on conflict do nothing returning id`,
  );
  if (made.length === 0) return false;
  for (let at = 0; at < bytes.length; at += partBytes)
    await tx.execute(sql`insert into comment_file_part (company_id, file_id, position, bytes)
      values (${companyId}, ${id}, ${at / partBytes}, ${bytes.subarray(at, at + partBytes)})`);
  return true;
}

/** Gives a person's unsent files of the item to a comment; answers them in the order in which they were chosen. */
export async function attachFiles(
  tx: Tx,
  companyId: string,
  to: { readonly itemId: string; readonly personId: string; readonly commentId: string },
  fileIds: readonly string[],
): Promise<readonly CommentFile[]> {
  if (fileIds.length === 0) return [];
  await tx.execute(sql`update comment_file set comment_id = ${to.commentId} where company_id = ${companyId} and item_id = ${to.itemId}
    and person_id = ${to.personId} and comment_id is null and id = any(${list(fileIds)})`);
  return await readFilesOf(tx, companyId, [to.commentId]);
}

/** Removes the bytes of files that were sent; that there were such files stays. Answers those that had bytes until now. */
export async function removeFiles(
  tx: Tx,
  companyId: string,
  fileIds: readonly string[],
): Promise<readonly { readonly name: string; readonly sha256: string }[]> {
  const removed = await rows<{ id: string; name: string; sha256: string }>(
    tx,
    sql`update comment_file set removed_at = clock_timestamp() where company_id = ${companyId} and id = any(${list(fileIds)})
      and comment_id is not null and removed_at is null returning id, name, sha256`,
  );
  await removeParts(
    tx,
    companyId,
    removed.map(({ id }) => id),
  );
  return removed.map(({ name, sha256 }) => ({ name, sha256 }));
}

/** Removes a file that was not sent, with every trace of it. */
export async function discardFile(tx: Tx, companyId: string, fileId: string): Promise<void> {
  await removeParts(tx, companyId, [fileId]);
  await tx.execute(
    sql`delete from comment_file where company_id = ${companyId} and id = ${fileId} and comment_id is null`,
  );
}

/** Removes at most `limit` files that nobody sent for `days`; answers how many. One that is being sent now is left. */
export async function pruneUnsentFiles(tx: Tx, companyId: string, days: number, limit: number): Promise<number> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from comment_file where company_id = ${companyId} and comment_id is null
      and created_at < clock_timestamp() - make_interval(days => ${days}) limit ${limit} for update skip locked`,
  );
  for (const { id } of found) await discardFile(tx, companyId, id);
  return found.length;
}

async function removeParts(tx: Tx, companyId: string, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return;
  await tx.execute(
    sql`delete from comment_file_part where company_id = ${companyId} and file_id = any(${list(fileIds)})`,
  );
}
