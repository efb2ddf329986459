import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { chainStart, checkSlice, eventAt } from "#lib/db/chain.ts";
import { iso, row, type Tx } from "#lib/db/database.ts";

/** Has the company's chain verified from its first event on; false when that is under way already. */
export async function startChainCheck(tx: Tx, companyId: string, actor: Actor, askedBy: string): Promise<boolean> {
  // The wish itself is the last of the events that it is about.
  const begun = await row<{ event_count: string }>(
    tx,
    sql`insert into chain_check (company_id, asked_by, event_count, last_hash)
      select ${companyId}, ${askedBy}, coalesce((select seq from audit_head where company_id = ${companyId}), 0) + 1, ${chainStart.hash}
      on conflict (company_id) where finished_at is null do nothing returning event_count`,
  );
  if (begun === null) return false;
  await appendAudit(tx, companyId, actor, [{ event: { kind: "chain.verify_asked" } }]);
  await tx.execute(sql`select ring('chain.verify', ${companyId}::uuid, 'asked')`);
  return true;
}

/** Verifies the next `count` events of the check that is under way. Answers false when nothing is left to do. */
export async function stepChainCheck(tx: Tx, companyId: string, count: number): Promise<boolean> {
  const open = await row<{ id: string; done: string; last_hash: string }>(
    tx,
    sql`select id, done, last_hash from chain_check where company_id = ${companyId} and finished_at is null for update skip locked`,
  );
  if (open === null) return false;
  const from = { done: Number(open.done), hash: open.last_hash };
  const { place, firstBreak, isEnd } = await checkSlice(tx, companyId, from, count);
  const isOver = isEnd || firstBreak !== null;
  const done = firstBreak === null ? place.done : firstBreak - 1;
  await tx.execute(sql`update chain_check set done = ${done}, last_hash = ${place.hash}, first_break = ${firstBreak},
    finished_at = case when ${isOver} then clock_timestamp() end where company_id = ${companyId} and id = ${open.id}`);
  if (isOver) {
    const worker = { kind: "worker", name: "Worker" } as const;
    const head = firstBreak === null && place.done > 0 ? place.hash : "";
    await appendAudit(tx, companyId, worker, [{ event: { kind: "chain.verified", events: done, firstBreak, head } }]);
  }
  return !isOver;
}

export type StoredCheck = {
  readonly askedBy: string;
  readonly askedAt: string;
  readonly finishedAt: string | null;
  readonly done: number;
  readonly of: number;
  readonly firstBreak: number | null;
  /** The event at the break, as it stands there now; null where it is missing or nothing is broken. */
  readonly broken: { readonly kind: string; readonly at: string; readonly who: string } | null;
  readonly head: string;
};

/** The newest check of the company, running or at its end; null before the first one. */
export async function readChainCheck(tx: Tx, companyId: string): Promise<StoredCheck | null> {
  const found = await row<{
    asked_by: string;
    asked_at: string;
    finished_at: string | null;
    done: string;
    event_count: string;
    first_break: string | null;
    last_hash: string;
  }>(
    tx,
    sql`select asked_by, asked_at, finished_at, done, event_count, first_break, last_hash from chain_check
      where company_id = ${companyId} order by asked_at desc limit 1`,
  );
  if (found === null) return null;
  const firstBreak = found.first_break === null ? null : Number(found.first_break);
  const event = firstBreak === null ? null : await eventAt(tx, companyId, firstBreak);
  const done = Number(found.done);
  return {
    askedBy: found.asked_by,
    askedAt: iso(found.asked_at),
    finishedAt: iso(found.finished_at),
    done,
    of: Math.max(Number(found.event_count), done),
    firstBreak,
    broken: event && { kind: event.kind, at: iso(event.at), who: event.who ?? "" },
    head: firstBreak === null && done > 0 ? found.last_hash : "",
  };
}
