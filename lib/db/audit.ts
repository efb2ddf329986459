import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import type { AuditEvent } from "#lib/core/audit.ts";
import { json, rows, type Tx } from "#lib/db/database.ts";

export type AuditEntry = { readonly itemId?: string | null; readonly event: AuditEvent };

/** Who acted, as it is kept for ever: kind, id and the name at that time; no rights. */
function signature(actor: Actor): Record<string, string> {
  switch (actor.kind) {
    case "person":
      return { kind: "person", id: actor.personId, name: actor.name };
    case "sync-client":
      return { kind: "sync-client", id: actor.syncClientId, name: actor.name };
    case "source":
      return { kind: "source", name: `Procore: ${actor.user}` };
    case "worker":
    case "system":
      return { kind: actor.kind, name: actor.name };
  }
}

/** Appends events to the company's chain, in the order given, in the caller's transaction. */
export async function appendAudit(
  tx: Tx,
  companyId: string,
  actor: Actor,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const values = entries.map(({ itemId, event: { kind, ...data } }, n) => ({ n, item: itemId ?? null, kind, data }));
  await tx.execute(sql`
    insert into audit_event (company_id, seq, actor, kind, item_id, data, prev_hash, hash)
    select ${companyId}::uuid, 0, ${json(signature(actor))}, r.kind, r.item, r.data, '', ''
    from jsonb_to_recordset(${json(values)}) as r(n integer, item uuid, kind text, data jsonb) order by r.n`);
}

/**
 * Recomputes the chain of the company. Returns how many events there are and the first sequence number at which hash,
 * predecessor or numbering does not fit; null when the chain is whole.
 */
export async function verifyChain(
  tx: Tx,
  companyId: string,
): Promise<{ events: number; firstBreak: number | null; head: string }> {
  const [result] = await rows<{ events: string; first_break: string | null; head: string | null; head_seq: string }>(
    tx,
    sql`
    with chain as (
      select seq, hash, prev_hash, row_number() over (order by seq) as place, lag(hash, 1, repeat('0', 64)) over (order by seq) as before,
        audit_hash(prev_hash, seq, at, actor, kind, item_id, data) as computed
      from audit_event where company_id = ${companyId})
    select count(*)::text as events, min(seq) filter (where hash <> computed or prev_hash <> before or place <> seq)::text as first_break,
      (select h.hash from audit_head h where h.company_id = ${companyId} and h.hash = (select c.hash from chain c where c.seq = h.seq)) as head,
      coalesce((select h.seq from audit_head h where h.company_id = ${companyId}), 0)::text as head_seq
    from chain`,
  );
  const events = Number(result?.events ?? 0);
  const headSeq = Number(result?.head_seq ?? 0);
  const isHeadWhole = headSeq === events && (events === 0 || (result?.head ?? null) !== null);
  // Without a break among the events that are there, it is at the end: an event that is missing, or the head itself.
  const end = headSeq > events ? events + 1 : events;
  const firstBreak = result?.first_break ? Number(result.first_break) : isHeadWhole ? null : end;
  return { events, firstBreak, head: result?.head ?? "" };
}
