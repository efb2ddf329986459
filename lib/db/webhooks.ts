import { sql } from "drizzle-orm";
import type { WebhookForm } from "#lib/core/webhook-forms.ts";
import { iso, json, list, row, rows, type Tx } from "#lib/db/database.ts";
import { pruneOld } from "#lib/db/prune.ts";

export type WebhookRow = {
  readonly id: string;
  readonly url: string;
  readonly form: WebhookForm;
  readonly events: readonly string[];
  readonly isOn: boolean;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly waiting: number;
  readonly failed: number;
};
export type DeliveryState = "due" | "sent" | "failed";
export type DeliveryRow = {
  readonly id: string;
  readonly position: number;
  readonly event: string;
  readonly body: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly status: number | null;
  readonly note: string | null;
  readonly createdAt: string;
  readonly dueAt: string | null;
  readonly doneAt: string | null;
};
export type ClaimedDelivery = Pick<DeliveryRow, "id" | "body" | "attempts"> & {
  readonly webhookId: string;
  readonly url: string;
  readonly form: WebhookForm;
};

/** Minutes until the next try; after the last one it has failed. */
const pauses = [1, 5, 15, 60, 240];
const leaseSeconds = 60;

/** The company's addresses, those that are on first. */
export async function readWebhooks(tx: Tx, companyId: string): Promise<readonly WebhookRow[]> {
  const found = await rows<WebhookRow>(
    tx,
    sql`select w.id, w.url, w.form, to_json(w.events) as events, w.is_on as "isOn", w.created_by as "createdBy", w.created_at as "createdAt",
      (select count(*)::int from webhook_delivery d where d.company_id = w.company_id and d.webhook_id = w.id and d.state = 'due') as waiting,
      (select count(*)::int from webhook_delivery d where d.company_id = w.company_id and d.webhook_id = w.id and d.state = 'failed') as failed
    from webhook w where w.company_id = ${companyId} order by w.is_on desc, w.created_at, w.id`,
  );
  return found.map((one) => ({ ...one, createdAt: iso(one.createdAt) }));
}

/** The addresses that are told, in which form, and of which events. */
export async function readTargets(
  tx: Tx,
  companyId: string,
): Promise<readonly { readonly id: string; readonly form: WebhookForm; readonly events: readonly string[] }[]> {
  return await rows(
    tx,
    sql`select id, form, to_json(events) as events from webhook where company_id = ${companyId} and is_on order by created_at, id`,
  );
}

export async function insertWebhook(
  tx: Tx,
  companyId: string,
  webhook: {
    readonly url: string;
    readonly form: WebhookForm;
    readonly events: readonly string[];
    readonly by: string;
  },
): Promise<string> {
  const made = await row<{ id: string }>(
    tx,
    sql`insert into webhook (company_id, url, form, events, created_by)
      values (${companyId}, ${webhook.url}, ${webhook.form}, ${list(webhook.events, "text")}, ${webhook.by}) returning id`,
  );
  if (!made) throw new Error("the webhook was not added");
  return made.id;
}

/** Other events for an address, or an end to it: what still waits for one that is turned off goes nowhere. Its address and form; null when there is none. */
export async function changeWebhook(
  tx: Tx,
  companyId: string,
  webhook: { readonly id: string; readonly events: readonly string[]; readonly isOn: boolean },
): Promise<{ readonly url: string; readonly form: WebhookForm } | null> {
  const { id, events, isOn } = webhook;
  const changed = await row<{ url: string; form: WebhookForm }>(
    tx,
    sql`update webhook set events = ${list(events, "text")}, is_on = ${isOn} where company_id = ${companyId} and id = ${id} returning url, form`,
  );
  if (changed && !isOn) {
    await tx.execute(sql`update webhook_delivery set state = 'failed', due_at = null, done_at = clock_timestamp(), note = 'The webhook was turned off.'
      where company_id = ${companyId} and webhook_id = ${id} and state = 'due'`);
  }
  return changed;
}

export type NewDelivery = {
  readonly webhookId: string;
  readonly key: string;
  readonly event: string;
  readonly body: string;
};

/** Deliveries to be made; one that was made for the same thing stays. */
export async function insertDeliveries(tx: Tx, companyId: string, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  const values = deliveries.map((one, n) => ({ n, ...one }));
  await tx.execute(sql`insert into webhook_delivery (company_id, webhook_id, key, event, body, state, due_at)
    select ${companyId}::uuid, "webhookId", key, event, body, 'due', clock_timestamp()
    from jsonb_to_recordset(${json(values)}) as x(n integer, "webhookId" uuid, key text, event text, body text) order by n on conflict do nothing`);
}

/** The next delivery that is due, taken for a while. */
export async function claimDelivery(tx: Tx, companyId: string): Promise<ClaimedDelivery | null> {
  return await row<ClaimedDelivery>(
    tx,
    sql`update webhook_delivery d set attempts = d.attempts + 1, due_at = clock_timestamp() + make_interval(secs => ${leaseSeconds})
      from webhook w where d.company_id = ${companyId} and w.company_id = d.company_id and w.id = d.webhook_id
        and d.id = (select id from webhook_delivery where company_id = ${companyId} and due_at <= clock_timestamp() order by due_at limit 1 for update skip locked)
      returning d.id, d.body, d.attempts, d.webhook_id as "webhookId", w.url, w.form`,
  );
}

export type DeliveryFate =
  | { readonly kind: "sent"; readonly status: number }
  | { readonly kind: "refused"; readonly words: string }
  | { readonly kind: "later"; readonly status: number | null; readonly words: string; readonly afterSeconds?: number };

/**
 * Notes what became of a try; one that somebody else has taken over since changes nothing. An address that asks to be left
 * alone for a while is: none of what waits for it is sent before.
 */
export async function settleDelivery(
  tx: Tx,
  companyId: string,
  { id, attempts, webhookId }: Pick<ClaimedDelivery, "id" | "attempts" | "webhookId">,
  fate: DeliveryFate,
): Promise<void> {
  const wanted = fate.kind === "later" ? fate.afterSeconds : undefined;
  const pause = fate.kind === "later" ? pauses[attempts - 1] : undefined;
  const state = fate.kind === "sent" ? "sent" : pause === undefined ? "failed" : "due";
  const [status, note] = [fate.kind === "refused" ? null : fate.status, fate.kind === "sent" ? null : fate.words];
  await tx.execute(sql`update webhook_delivery set state = ${state}, status = ${status}, note = ${note},
      due_at = case when ${state === "due"} then clock_timestamp() + make_interval(secs => ${wanted ?? (pause ?? 0) * 60}) end,
      done_at = case when ${state !== "due"} then clock_timestamp() end
    where company_id = ${companyId} and id = ${id} and state = 'due' and attempts = ${attempts}`);
  if (wanted !== undefined)
    await tx.execute(sql`update webhook_delivery set due_at = clock_timestamp() + make_interval(secs => ${wanted})
      where company_id = ${companyId} and webhook_id = ${webhookId} and state <> 'sent' and due_at < clock_timestamp() + make_interval(secs => ${wanted})`);
}

/** Deliveries to one address, newest first; one more than `limit` where there are more. */
export async function readDeliveries(
  tx: Tx,
  companyId: string,
  ask: { readonly webhookId: string; readonly before: number | null; readonly limit: number },
): Promise<readonly DeliveryRow[]> {
  const older = ask.before === null ? sql`true` : sql`d.position < ${ask.before}::bigint`;
  const found = await rows<DeliveryRow>(
    tx,
    sql`select id, position::float8 as position, event, body, state, attempts, status, note, created_at as "createdAt", due_at as "dueAt", done_at as "doneAt"
      from webhook_delivery d where company_id = ${companyId} and webhook_id = ${ask.webhookId} and ${older} order by d.position desc limit ${ask.limit + 1}`,
  );
  return found.map((one) => ({
    ...one,
    createdAt: iso(one.createdAt),
    dueAt: iso(one.dueAt),
    doneAt: iso(one.doneAt),
  }));
}

/** Puts a delivery that is over up for sending again, where its address is on; null otherwise. */
export async function sendDeliveryAgain(
  tx: Tx,
  companyId: string,
  id: string,
): Promise<{ readonly url: string; readonly form: WebhookForm; readonly event: string } | null> {
  return await row(
    tx,
    sql`update webhook_delivery d set state = 'due', attempts = 0, due_at = clock_timestamp(), done_at = null, note = null, status = null
      from webhook w where d.company_id = ${companyId} and d.id = ${id} and d.state <> 'due' and w.company_id = d.company_id and w.id = d.webhook_id and w.is_on
      returning w.url, w.form, d.event`,
  );
}

/** Removes at most `limit` deliveries that were made more than `days` ago and wait for nothing any more; answers how many. */
export async function pruneDeliveries(tx: Tx, companyId: string, days: number, limit: number): Promise<number> {
  return await pruneOld(
    tx,
    companyId,
    { table: "webhook_delivery", since: "created_at", only: sql`due_at is null` },
    days,
    limit,
  );
}
