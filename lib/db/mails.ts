import { sql } from "drizzle-orm";
import { iso, json, row, rows, type Tx } from "#lib/db/database.ts";
import { pruneOld } from "#lib/db/prune.ts";

export type MailState = "due" | "sending" | "sent" | "kept" | "failed";
export type NewMail = {
  /** What it is written for; there is one mail for each. */
  readonly key: string;
  readonly personId: string;
  readonly address: string;
  readonly kind: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};
export type ClaimedMail = Pick<NewMail, "key" | "address" | "subject" | "text" | "html"> & {
  readonly id: string;
  readonly attempts: number;
  readonly isDoubtful: boolean;
};
export type MailRow = Omit<NewMail, "html" | "personId" | "key"> & {
  readonly id: string;
  readonly position: number;
  readonly state: MailState;
  readonly attempts: number;
  readonly isDoubtful: boolean;
  readonly note: string | null;
  readonly createdAt: string;
  readonly sentAt: string | null;
};

/** Minutes until the next try; after the last one it has failed. */
const pauses = [1, 5, 15, 60, 240];
/** Longer than any try takes: whoever has it then has died. */
const leaseSeconds = 120;
const noServer = "No mail server is set: it is kept here.";

/** Writes mails to be sent, or to be kept; one that was written for the same thing stays. */
export async function insertMails(
  tx: Tx,
  companyId: string,
  mails: readonly NewMail[],
  hasServer: boolean,
): Promise<void> {
  if (mails.length === 0) return;
  const state = hasServer ? "due" : "kept";
  const due = hasServer ? sql`clock_timestamp()` : sql`null::timestamptz`;
  await tx.execute(sql`insert into mail (company_id, key, person_id, address, kind, subject, text, html, state, due_at, note)
    select ${companyId}::uuid, key, "personId", address, kind, subject, text, html, ${state}, ${due}, ${hasServer ? null : noServer}
    from jsonb_to_recordset(${json(mails)}) as x(key text, "personId" uuid, address text, kind text, subject text, text text, html text)
    on conflict do nothing`);
}

/** The next mail that is due, taken for a while; one that was taken before and never settled may have arrived. */
export async function claimMail(tx: Tx, companyId: string): Promise<ClaimedMail | null> {
  return await row<ClaimedMail>(
    tx,
    sql`update mail set state = 'sending', attempts = attempts + 1, due_at = clock_timestamp() + make_interval(secs => ${leaseSeconds}),
        is_doubtful = is_doubtful or state = 'sending'
      where company_id = ${companyId} and id = (select id from mail where company_id = ${companyId} and due_at <= clock_timestamp() order by due_at limit 1 for update skip locked)
      returning id, key, attempts, is_doubtful as "isDoubtful", address, subject, text, html`,
  );
}

export type MailFate =
  | { readonly kind: "sent" }
  | { readonly kind: "kept" }
  | { readonly kind: "refused"; readonly words: string }
  | { readonly kind: "later"; readonly words: string; readonly isDoubtful: boolean };

/** Notes what became of a try; a try that somebody else has taken over since changes nothing. */
export async function settleMail(
  tx: Tx,
  companyId: string,
  { id, attempts }: Pick<ClaimedMail, "id" | "attempts">,
  fate: MailFate,
): Promise<void> {
  const pause = fate.kind === "later" ? pauses[attempts - 1] : undefined;
  const ends = {
    sent: "sent",
    kept: "kept",
    refused: "failed",
    later: pause === undefined ? "failed" : "due",
  } as const;
  const note = fate.kind === "sent" ? null : fate.kind === "kept" ? noServer : fate.words;
  const isDoubtful = fate.kind === "later" && fate.isDoubtful;
  await tx.execute(sql`update mail set state = ${ends[fate.kind]}, note = ${note}, is_doubtful = is_doubtful or ${isDoubtful},
      due_at = case when ${pause !== undefined} then clock_timestamp() + make_interval(mins => ${pause ?? 0}) end,
      sent_at = case when ${fate.kind === "sent"} then clock_timestamp() end
    where company_id = ${companyId} and id = ${id} and state = 'sending' and attempts = ${attempts}`);
}

/** Mails, newest first; one more than `limit` where there are more. */
export async function readMails(
  tx: Tx,
  companyId: string,
  ask: { readonly before: number | null; readonly state: MailState | null; readonly limit: number },
): Promise<readonly MailRow[]> {
  const older = ask.before === null ? sql`true` : sql`m.position < ${ask.before}::bigint`;
  const wanted = ask.state === null ? sql`true` : sql`state = ${ask.state}`;
  const found = await rows<MailRow>(
    tx,
    sql`select id, position::float8 as position, address, kind, subject, text, state, attempts, is_doubtful as "isDoubtful", note, created_at as "createdAt", sent_at as "sentAt"
      from mail m where company_id = ${companyId} and ${older} and ${wanted} order by m.position desc limit ${ask.limit + 1}`,
  );
  return found.map((one) => ({ ...one, createdAt: iso(one.createdAt), sentAt: iso(one.sentAt) }));
}

/** Puts a mail that failed, or was kept, up for sending again; null when it is in no such state. */
export async function sendMailAgain(
  tx: Tx,
  companyId: string,
  id: string,
): Promise<{ readonly address: string; readonly subject: string } | null> {
  return await row(
    tx,
    sql`update mail set state = 'due', attempts = 0, due_at = clock_timestamp(), note = null
      where company_id = ${companyId} and id = ${id} and state in ('failed', 'kept') returning address, subject`,
  );
}

/** Removes at most `limit` mails that were written more than `days` ago and wait for nothing any more; answers how many. */
export async function pruneMails(tx: Tx, companyId: string, days: number, limit: number): Promise<number> {
  return await pruneOld(tx, companyId, { table: "mail", since: "created_at", only: sql`due_at is null` }, days, limit);
}
