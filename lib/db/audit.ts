import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import type { AuditEvent } from "#lib/core/audit.ts";
import { json, type Tx } from "#lib/db/database.ts";

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
