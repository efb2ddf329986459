import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { TestCompany, TestRole } from "#drizzle/factories/company.ts";
import { addFile } from "#lib/commands/add-file.ts";
import { addWebhook } from "#lib/commands/add-webhook.ts";
import { writeComment } from "#lib/commands/write-comment.ts";
import { webhookEventIds } from "#lib/core/webhook-events.ts";
import { type Database, row, withCompany } from "#lib/db/database.ts";

type CommentOptions = {
  readonly by?: TestRole;
  readonly text?: string;
  readonly lineKey?: string | null;
  readonly mentions?: readonly string[];
  readonly fileIds?: readonly string[];
};

/** A comment on the item, written by the real verb. For tests only. */
export async function aComment(
  db: Database,
  company: TestCompany,
  itemId: string,
  options: CommentOptions = {},
): Promise<{ readonly commentId: string }> {
  const {
    by = "accountant",
    text = "Please look at the codes.",
    lineKey = null,
    mentions = [],
    fileIds = [],
  } = options;
  const input = { itemId, commentId: randomUUID(), text, lineKey, mentions, fileIds };
  const written = await writeComment.execute(db, company.principal(by), input);
  if (!written.ok) throw new Error(`the comment was not written: ${written.refusal.code}`);
  return written.value;
}

type FileOptions = { readonly by?: TestRole; readonly name?: string; readonly content?: string | Uint8Array };

/** A file that somebody chose for a comment and has not sent, stored by the real verb. */
export async function aFile(
  db: Database,
  company: TestCompany,
  itemId: string,
  { by = "accountant", name = "Schedule of values.pdf", content = "%PDF-1.7\n" }: FileOptions = {},
): Promise<{ readonly fileId: string }> {
  const input = { itemId, fileId: randomUUID(), name, content: Buffer.from(content).toString("base64") };
  const added = await addFile.execute(db, company.principal(by), input);
  if (!added.ok) throw new Error(`the file was not added: ${added.refusal.code}`);
  return added.value;
}

/** A file with the comment that it was sent with. */
export async function aSentFile(
  db: Database,
  company: TestCompany,
  itemId: string,
  options: FileOptions = {},
): Promise<{ readonly fileId: string }> {
  const { fileId } = await aFile(db, company, itemId, options);
  await aComment(db, company, itemId, { ...options, fileIds: [fileId] });
  return { fileId };
}

/** A mail that the company's administrator would have got. */
export async function aMail(
  db: Database,
  company: TestCompany,
  state = "failed",
): Promise<{ readonly mailId: string }> {
  const mailId = randomUUID();
  const { id, email } = company.people.admin;
  await withCompany(db, company.id, (tx) =>
    tx.execute(sql`insert into mail (company_id, id, key, person_id, address, kind, subject, text, html, state)
      values (${company.id}, ${mailId}, ${mailId}, ${id}, ${email}, 'mention', 'A subject', 'Words', '<p>Words</p>', ${state})`),
  );
  return { mailId };
}

/** An address outside that wants every event, and its first delivery, which failed. */
export async function aWebhook(
  db: Database,
  company: TestCompany,
  input: { readonly url?: string; readonly events?: readonly string[] } = {},
): Promise<{ readonly webhookId: string; readonly deliveryId: string }> {
  const { url = "https://hooks.test.example/in", events = webhookEventIds } = input;
  const added = await addWebhook.execute(db, company.principal("admin"), { url, events });
  if (!added.ok) throw new Error(`the webhook was not added: ${added.refusal.code}`);
  const { webhookId } = added.value;
  const delivery = await withCompany(db, company.id, (tx) =>
    row<{ id: string }>(
      tx,
      sql`update webhook_delivery set state = 'failed', due_at = null where company_id = ${company.id} and webhook_id = ${webhookId} returning id`,
    ),
  );
  return { webhookId, deliveryId: delivery?.id ?? "" };
}

/** A row in every table that only machines fill. `db` is the owner's connection. */
export async function someTalk(db: Database, company: TestCompany, itemId: string): Promise<void> {
  const { id: personId } = company.people.accountant;
  await db.execute(sql`insert into notice (company_id, person_id, key, kind, item_id, who, words, at)
    values (${company.id}, ${personId}, 'k', 'comment', ${itemId}, 'Somebody', 'Words', now())`);
  await db.execute(sql`insert into notice_setting (company_id, person_id) values (${company.id}, ${personId})`);
  await db.execute(
    sql`insert into notice_summary (company_id, person_id, day) values (${company.id}, ${personId}, '2026-05-04')`,
  );
}
