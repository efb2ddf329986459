import { sql } from "drizzle-orm";
import { type Actor, lenderOf } from "#lib/core/actors.ts";
import type { AuditEvent, AuditKind } from "#lib/core/audit.ts";
import { json, list, rows, type Tx } from "#lib/db/database.ts";

export type AuditEntry = {
  readonly itemId?: string | null;
  readonly event: AuditEvent;
  /** In whose stead, where the caller knows it better than the rights tell. */
  readonly onBehalfOf?: string | undefined;
};

/** What an accountant does with the right to push a record type to accounting, their own or a lent one. */
const byRight: ReadonlySet<AuditKind> = new Set<AuditKind>([
  "item.accepted",
  "item.signed",
  "item.signature_taken_back",
  "item.rejected",
  "item.linked",
  "item.record_refused",
  "item.refusal_withdrawn",
  "item.held",
  "item.hold_lifted",
  "item.taken_back",
  "item.fields_saved",
  "item.unlink_asked",
  "item.unlink_withdrawn",
  "export.release_advanced",
  "export.resolved",
  "difference.answered",
]);

/** Who acted, as it is kept for ever: kind, id and the name at that time; no rights. */
function signature(actor: Actor): Record<string, string> {
  switch (actor.kind) {
    case "person": {
      const person = { kind: "person", id: actor.personId, name: actor.name };
      // What a program did in somebody's name is told apart from what they did themselves.
      if (actor.mailLink !== undefined) return { ...person, mailLink: actor.mailLink };
      return actor.token ? { ...person, token: actor.token.name, tokenId: actor.token.id } : person;
    }
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
  const lenders = await lendersByItem(tx, companyId, actor, entries);
  const values = entries.map(({ itemId, onBehalfOf, event: { kind, ...data } }, n) => {
    const lender = onBehalfOf ?? (byRight.has(kind) ? lenders.get(itemId ?? "") : undefined);
    return { n, item: itemId ?? null, kind, data, more: lender === undefined ? {} : { onBehalfOf: lender } };
  });
  await tx.execute(sql`
    insert into audit_event (company_id, seq, actor, kind, item_id, data, prev_hash, hash)
    select ${companyId}::uuid, 0, ${json(signature(actor))} || r.more, r.kind, r.item, r.data, '', ''
    from jsonb_to_recordset(${json(values)}) as r(n integer, item uuid, kind text, data jsonb, more jsonb) order by r.n`);
}

/** In whose stead a delegate acts on each item; nothing for everybody else, without a question to the database. */
async function lendersByItem(
  tx: Tx,
  companyId: string,
  actor: Actor,
  entries: readonly AuditEntry[],
): Promise<ReadonlyMap<string, string>> {
  const ids = entries.flatMap(({ itemId }) => itemId ?? []);
  if (actor.kind !== "person" || !actor.standsInFor?.length || ids.length === 0) return new Map();
  const found = await rows<{ id: string; record_type: string; own: string[] }>(
    tx,
    sql`select id, record_type, to_json(own_person_ids) as own from item where company_id = ${companyId} and id = any(${list(ids)})`,
  );
  return new Map(
    found.flatMap(({ id, record_type: type, own }) => {
      // A right that is open to senders too may be lent by one of them.
      const lender = lenderOf(actor, type, own) ?? lenderOf(actor, type);
      return lender ? [[id, lender.name] as const] : [];
    }),
  );
}
