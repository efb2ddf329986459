import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import type { AuditEvent } from "#lib/core/audit.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { stepExport } from "#lib/core/machines/export.ts";
import type { ExportEvent, ExportState, ExportStatus, ExportStep, LeaseMode } from "#lib/core/machines/export-state.ts";
import type { Gesture } from "#lib/core/workflow.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { iso, list, row, rows, type Tx } from "#lib/db/database.ts";
import { holdItems } from "#lib/db/items.ts";
import { reopen } from "#lib/db/reopen.ts";
import { transition } from "#lib/db/transition.ts";

/** An export row: the machine's state and what the shells need around it. Instants in `state` are epoch milliseconds. */
export type StoredExport = {
  readonly id: string;
  readonly itemId: string;
  readonly revisionId: string;
  readonly erpId: string;
  readonly familyKey: string;
  readonly documentSha256: string;
  readonly amount: string;
  readonly leaseClientId: string | null;
  readonly state: ExportState;
};

type ExportRow = {
  id: string;
  item_id: string;
  revision_id: string;
  erp_id: string;
  family_key: string;
  document_sha256: string;
  amount: string;
  status: ExportStatus;
  fence: number;
  lease_mode: LeaseMode | null;
  lease_deadline: string | null;
  lease_client_id: string | null;
  release_at: string;
  next_check_at: string | null;
  is_look_only: boolean;
  has_open_intent: boolean;
  attempts: number;
  probes: number;
  gone_fence: number;
  is_on_hold: boolean;
  note: string | null;
};

const millis = (timestamp: string) => new Date(timestamp).getTime();

function toStored(found: ExportRow): StoredExport {
  const lease =
    found.lease_mode && found.lease_deadline
      ? { mode: found.lease_mode, deadline: millis(found.lease_deadline) }
      : null;
  return {
    id: found.id,
    itemId: found.item_id,
    revisionId: found.revision_id,
    erpId: found.erp_id,
    familyKey: found.family_key,
    documentSha256: found.document_sha256,
    amount: found.amount,
    leaseClientId: found.lease_client_id,
    state: {
      status: found.status,
      fence: found.fence,
      lease,
      releaseAt: millis(found.release_at),
      nextCheckAt: found.next_check_at ? millis(found.next_check_at) : null,
      isLookOnly: found.is_look_only,
      hasOpenIntent: found.has_open_intent,
      attempts: found.attempts,
      probes: found.probes,
      goneFence: found.gone_fence,
      isOnHold: found.is_on_hold,
      note: found.note,
    },
  };
}

/**
 * Exports locked for the transaction, and their items before them: everybody locks in that order, so that a tick and a
 * click cannot deadlock. Ids that are not there are missing from the answer.
 */
export async function lockExports(
  tx: Tx,
  companyId: string,
  by: { ids: readonly string[] } | { itemIds: readonly string[] },
): Promise<StoredExport[]> {
  const scope =
    "ids" in by
      ? sql`e.id = any(${list(by.ids)})`
      : sql`e.item_id = any(${list(by.itemIds)}) and e.revision_id = i.revision_id`;
  const itemIds = "itemIds" in by ? by.itemIds : await itemsOf(tx, companyId, by.ids);
  await holdItems(tx, companyId, itemIds);
  const found = await rows<ExportRow>(
    tx,
    sql`select e.*, i.amount, i.is_on_hold from export e join item i on i.company_id = e.company_id and i.id = e.item_id
    where e.company_id = ${companyId} and ${scope} order by e.id for update of e`,
  );
  return found.map(toStored);
}

async function itemsOf(tx: Tx, companyId: string, exportIds: readonly string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select item_id as id from export where company_id = ${companyId} and id = any(${list(exportIds)})`,
  );
  return found.map((entry) => entry.id);
}

/** The database's clock in epoch milliseconds: the only clock that leases and releases know. */
export async function databaseNow(tx: Tx): Promise<number> {
  const found = await row<{ now: string }>(tx, sql`select clock_timestamp() as now`);
  return millis(found?.now ?? "");
}

const unlinked = ({ erpId, state: { isLookOnly } }: StoredExport): AuditEvent => ({
  kind: "item.unlinked",
  erpId,
  ...(isLookOnly ? { isKept: true } : {}),
});

const gestureEvents: Partial<Record<Gesture, (stored: StoredExport, state: ExportState) => AuditEvent>> = {
  release: () => ({ kind: "export.released" }),
  stop: (_, state) => ({ kind: "export.stopped", reason: state.note ?? "" }),
  prove: (stored) => ({
    kind: "export.proved",
    erpId: stored.erpId,
    sha256: stored.documentSha256,
    amount: stored.amount,
  }),
  take_back: () => ({ kind: "item.taken_back" }),
  unlink: unlinked,
  part: unlinked,
};

/**
 * Runs one event through the machine of a locked export, stores the new state and does its effects: the item's gestures,
 * bells, offers, alarms, the write-back order. `cause` is the audit event of what happened, the first of those that are
 * appended. Counters of items and then the head of the chain are locks that all exports of the company share: they are
 * taken last, in the order in which everybody takes them, and held for two statements and the commit.
 */
export async function advance(
  tx: Tx,
  companyId: string,
  actor: Actor,
  stored: StoredExport,
  event: ExportEvent,
  cause: AuditEvent | null = null,
): Promise<ExportStep> {
  const step = stepExport(stored.state, event);
  if (step.isRefused) return step;
  const { state } = step;
  const events: AuditEvent[] = cause ? [cause] : [];
  const isOffered = step.effects.some((effect) => effect.kind === "offer");
  const isDue = step.effects.some((effect) => effect.kind === "write_back");
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  await tx.execute(sql`
    update export set status = ${state.status}, fence = ${state.fence}, lease_mode = ${state.lease?.mode ?? null}, lease_deadline = ${time(state.lease?.deadline ?? null)},
      release_at = ${time(state.releaseAt)}, next_check_at = ${time(state.nextCheckAt)}, has_open_intent = ${state.hasOpenIntent}, is_look_only = ${state.isLookOnly}, attempts = ${state.attempts},
      probes = ${state.probes}, gone_fence = ${state.goneFence}, note = ${state.note},
      is_offered = case when ${event.kind === "lease"} then false else (is_offered or ${isOffered}) and ${["queued", "unknown", "imported", "unlinking"].includes(state.status) && !state.isOnHold} end,
      write_back = case when ${isDue} then 'due' else write_back end, write_back_at = case when ${isDue} then clock_timestamp() else write_back_at end,
      finished_at = case when ${state.status === "proved" && event.kind !== "keep"} then clock_timestamp() else finished_at end
    where company_id = ${companyId} and id = ${stored.id}`);
  for (const effect of step.effects) {
    if (effect.kind === "ring" && event.kind !== "lease") await ring(tx, companyId, [stored.id], effect.at);
    else if (effect.kind === "offer") await tx.execute(sql`select pg_notify('sync_offer', ${companyId})`);
    else if (effect.kind === "write_back")
      await tx.execute(sql`select ring('export.write_back', ${companyId}::uuid, ${stored.id})`);
    else if (effect.kind === "wake_children") await wakeWaiting(tx, companyId);
  }
  for (const effect of step.effects) {
    if (effect.kind === "item") events.push(...(await moveItem(tx, companyId, actor, stored, state, effect.gesture)));
    else if (effect.kind === "alarm") {
      const fence = event.kind === "report" ? event.fence : state.fence;
      events.push({ kind: "export.alarm", alarm: effect.alarm, fence });
    }
  }
  await appendAudit(
    tx,
    companyId,
    actor,
    events.map((entry) => ({ itemId: stored.itemId, event: entry })),
  );
  return step;
}

/** Moves the export's item; answers what is to be written into the record about it. */
async function moveItem(
  tx: Tx,
  companyId: string,
  actor: Actor,
  stored: StoredExport,
  state: ExportState,
  gesture: Gesture,
): Promise<AuditEvent[]> {
  const move = { itemId: stored.itemId, seenVersion: null, event: null, note: state.note };
  const moved = await transition(tx, companyId, actor, gesture, [move]);
  const isOpened = (gesture === "unlink" || gesture === "part") && moved.size > 0;
  // What was only linked stays in Sage.
  if (isOpened) await reopen(tx, companyId, stored.itemId, state.isLookOnly ? null : stored.documentSha256);
  const event = moved.size === 0 ? undefined : gestureEvents[gesture]?.(stored, state);
  return event ? [event] : [];
}

/** Rings the queue for exports at an instant; a lost bell is repaired by the sweep over `next_check_at`. */
export async function ring(tx: Tx, companyId: string, exportIds: readonly string[], at: number): Promise<void> {
  if (exportIds.length === 0) return;
  await tx.execute(
    sql`select ring_exports(${companyId}::uuid, ${list(exportIds)}, ${new Date(at).toISOString()}::timestamptz)`,
  );
}

/** Exports that wait for something proved, or for its link, look again at once. */
export async function wakeWaiting(tx: Tx, companyId: string): Promise<void> {
  await tx.execute(sql`select ring_exports(${companyId}::uuid, coalesce(array_agg(id), '{}'), clock_timestamp())
    from (select id from export where company_id = ${companyId} and status = 'waiting' order by position limit 200) w`);
}

/**
 * True when an older export of the same family is still under way: families go strictly one after another. What only waits
 * for this very document (`childTypes`) is no elder: a parent that is tried again comes behind its children in the queue.
 */
export async function hasElderInFamily(
  tx: Tx,
  companyId: string,
  stored: StoredExport,
  childTypes: readonly string[],
): Promise<boolean> {
  const found = await row<{ found: boolean }>(
    tx,
    sql`select exists (select 1 from export e where e.company_id = ${companyId} and e.family_key = ${stored.familyKey}
      and e.position < (select position from export where company_id = ${companyId} and id = ${stored.id}) and e.id <> ${stored.id}
      and e.status not in ('proved', 'failed', 'taken_back', 'unlinked')
      and not (e.status in ('outbox', 'waiting') and exists (select 1 from item c where c.company_id = e.company_id and c.id = e.item_id
        and c.record_type = any(${list(childTypes, "text")})))) as found`,
  );
  return found?.found ?? false;
}

/** Leases of an export without the looks of a watch, newest first, as ISO instants and verdicts. */
export async function readAttempts(tx: Tx, companyId: string, exportId: string) {
  const found = await rows<{
    fence: number;
    mode: LeaseMode;
    client: string;
    leased_at: string;
    reported_at: string | null;
    verdict: unknown;
    evidence: unknown;
  }>(
    tx,
    sql`select a.fence, a.mode, coalesce(c.name, '') as client, a.leased_at, a.reported_at, a.verdict, a.evidence from export_attempt a
    left join sync_client c on c.company_id = a.company_id and c.id = a.sync_client_id
    where a.company_id = ${companyId} and a.export_id = ${exportId} and a.mode <> 'watch' order by a.fence desc limit 50`,
  );
  return found.map((attempt) => ({
    ...attempt,
    leased_at: iso(attempt.leased_at),
    reported_at: iso(attempt.reported_at),
  }));
}

/** A stored export document by its hash; null when the company has none such. */
export async function readDocument(tx: Tx, companyId: string, sha256: string): Promise<ExportDocument | null> {
  const found = await row<{ document: string }>(
    tx,
    sql`select document from export_document where company_id = ${companyId} and sha256 = ${sha256}`,
  );
  return found && (JSON.parse(found.document) as ExportDocument);
}
