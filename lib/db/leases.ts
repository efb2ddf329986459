import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { settledFence } from "#lib/core/machines/export.ts";
import type { LeaseMode } from "#lib/core/machines/export-state.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { json, row, rows, type Tx } from "#lib/db/database.ts";
import { advance, databaseNow, lockExports, type StoredExport } from "#lib/db/exports.ts";

const ttlMs = 120_000;

export type Lease = {
  exportId: string;
  companyId: string;
  mode: LeaseMode;
  fence: number;
  ttlMs: number;
  sha256: string;
  document: string;
  settledFence: number;
};
export type ReportParts = {
  exportId: string;
  fence: number;
  sha256: string | null;
  verdict: Verdict;
  evidence: Record<string, unknown>;
};

/** Offered exports, oldest acceptance first; one with an open intent goes only to the client that may have acted. */
export async function leaseNext(
  tx: Tx,
  companyId: string,
  actor: Actor,
  syncClientId: string,
  places: number,
): Promise<Lease[]> {
  const offered = await rows<{ id: string }>(
    tx,
    sql`select e.id from export e join item i on i.company_id = e.company_id and i.id = e.item_id
    where e.company_id = ${companyId} and e.is_offered and not i.is_on_hold and (not e.has_open_intent or e.lease_client_id is null or e.lease_client_id = ${syncClientId})
    order by e.position limit ${places} for update of i, e skip locked`,
  );
  if (offered.length === 0) return [];
  const leases: Lease[] = [];
  const now = await databaseNow(tx);
  const ids = offered.map((entry) => entry.id);
  const locked = new Map((await lockExports(tx, companyId, { ids })).map((stored) => [stored.id, stored]));
  for (const stored of ids.flatMap((id) => locked.get(id) ?? [])) {
    const cause = {
      kind: "export.leased" as const,
      fence: stored.state.fence + 1,
      mode: "deliver" as const,
      client: actor.kind === "sync-client" ? actor.name : "",
    };
    const step = await advance(
      tx,
      companyId,
      actor,
      stored,
      { kind: "lease", now, ttl: ttlMs },
      stored.state.status === "queued" ? cause : null,
    );
    if (step.isRefused || !step.state.lease) continue;
    const { fence, lease } = step.state;
    await tx.execute(
      sql`update export set lease_client_id = ${syncClientId} where company_id = ${companyId} and id = ${stored.id}`,
    );
    await tx.execute(sql`insert into export_attempt (company_id, export_id, fence, mode, sync_client_id, deadline)
      values (${companyId}, ${stored.id}, ${fence}, ${lease.mode}, ${syncClientId}, ${new Date(lease.deadline).toISOString()})`);
    const document = await row<{ document: string }>(
      tx,
      sql`select document from export_document where company_id = ${companyId} and sha256 = ${stored.documentSha256}`,
    );
    if (!document) throw new Error("an accepted export has no document");
    leases.push({
      exportId: stored.id,
      companyId,
      mode: lease.mode,
      fence,
      ttlMs,
      sha256: stored.documentSha256,
      document: document.document,
      settledFence: settledFence(step.state),
    });
  }
  return leases;
}

/** Records one report of a fence, once, and moves its export; a repeated one changes nothing. */
export async function settle(
  tx: Tx,
  companyId: string,
  actor: Actor,
  syncClientId: string,
  report: ReportParts,
): Promise<"settled" | "unknown"> {
  const [stored] = await lockExports(tx, companyId, { ids: [report.exportId] });
  if (!stored) return "unknown";
  const attempt = await row<{ reported: boolean; sync_client_id: string }>(
    tx,
    sql`select reported_at is not null as reported, sync_client_id from export_attempt where company_id = ${companyId} and export_id = ${stored.id} and fence = ${report.fence}`,
  );
  if (attempt && (attempt.reported || attempt.sync_client_id !== syncClientId)) return "settled";
  const isForeign = report.sha256 !== null && report.sha256 !== stored.documentSha256;
  const isLate = report.fence < stored.state.fence;
  const isStray =
    report.verdict.kind === "proved" &&
    report.fence > stored.state.goneFence &&
    ((isForeign && isLate) || (await isOvertaken(tx, companyId, stored)));
  const verdict: Verdict =
    isForeign && !isStray
      ? { kind: "declined", reason: "The sync client reports on another document than the one leased" }
      : report.verdict;
  await tx.execute(sql`update export_attempt set reported_at = tx_instant(), verdict = ${json(verdict)}, evidence = ${json(report.evidence)}, wrote_sha256 = ${report.sha256},
      is_late = ${isLate} where company_id = ${companyId} and export_id = ${stored.id} and fence = ${report.fence}`);
  if (isStray) {
    await testify(tx, companyId, actor, stored, report.fence, verdict);
    return "settled";
  }
  const isWatched = stored.state.status === "unlinking";
  if (!isLate && !isWatched)
    await tx.execute(
      sql`update export set verdict = ${json(verdict)} where company_id = ${companyId} and id = ${stored.id}`,
    );
  const isQuiet = isWatched
    ? verdict.kind !== "gone"
    : verdict.kind === stored.state.status || (verdict.kind === "pending" && stored.state.status === "unknown");
  const cause = { kind: "export.reported" as const, fence: report.fence, verdict, isLate };
  await advance(
    tx,
    companyId,
    actor,
    stored,
    { kind: "report", now: await databaseNow(tx), fence: report.fence, verdict },
    isQuiet ? null : cause,
  );
  return "settled";
}

/**
 * True when a success comes for an export that ended and whose item went on without it: to another revision, back to the
 * project, or with its Sage id given to another document.
 */
async function isOvertaken(tx: Tx, companyId: string, stored: StoredExport): Promise<boolean> {
  if (stored.state.status !== "failed") return false;
  const found = await row<{ is_there: boolean }>(
    tx,
    sql`select exists (select 1 from item i where i.company_id = ${companyId} and i.id = ${stored.itemId} and i.state = 'failed'
        and i.revision_id = ${stored.revisionId})
      and not exists (select 1 from export me join export o on o.company_id = me.company_id and o.erp_key = me.erp_key and o.id <> me.id
        where me.company_id = ${companyId} and me.id = ${stored.id} and o.status not in ('taken_back', 'failed', 'unlinked')) as is_there`,
  );
  return !found?.is_there;
}

/** A success that can move nothing any more is never lost: people are told, and a next attempt asks Sage first. */
async function testify(
  tx: Tx,
  companyId: string,
  actor: Actor,
  stored: StoredExport,
  fence: number,
  verdict: Verdict,
): Promise<void> {
  await tx.execute(sql`update export set has_open_intent = true
    where company_id = ${companyId} and id = ${stored.id} and status in ('failed', 'taken_back')`);
  await appendAudit(tx, companyId, actor, [
    { itemId: stored.itemId, event: { kind: "export.reported", fence, verdict, isLate: true } },
    { itemId: stored.itemId, event: { kind: "export.alarm", alarm: "success_after_stop", fence } },
  ]);
}
