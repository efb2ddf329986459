import { sql } from "drizzle-orm";
import { type Signature, type SignatureStep, signatureStep } from "#lib/core/accept-rules.ts";
import type { Actor } from "#lib/core/actors.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import { readAcceptRules } from "#lib/db/accept-rules.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { iso, json, list, rows, type Tx } from "#lib/db/database.ts";
import { isToday } from "#lib/db/delegations.ts";
import type { StoredItem } from "#lib/db/items.ts";

type Found = {
  item_id: string;
  id: string;
  person_id: string;
  name: string;
  behalf_id: string | null;
  behalf_name: string | null;
  at: string;
};

/**
 * First signatures that stand, by item: on the revision and the very bytes that Accept would accept now. `pointer`: those that
 * wait for the second one; otherwise also those of an export that failed with the same bytes.
 */
export async function readSignatures(
  tx: Tx,
  companyId: string,
  itemIds: readonly string[],
  which: "waiting" | "ever",
): Promise<ReadonlyMap<string, Signature>> {
  const isIt = which === "waiting" ? sql`d.id = i.signature_id` : sql`d.item_id = i.id`;
  const found = await rows<Found>(
    tx,
    sql`select distinct on (i.id) i.id as item_id, d.id, d.person_id, p.name, d.on_behalf_of as behalf_id, b.name as behalf_name, d.created_at as at
    from item i join decision d on d.company_id = i.company_id and ${isIt} and d.verdict = 'sign' and d.voided_at is null
        and d.revision_id = i.revision_id and d.seen_sha256 = i.document_sha256
      join person p on p.id = d.person_id left join person b on b.id = d.on_behalf_of
    where i.company_id = ${companyId} and i.id = any(${list(itemIds)}) order by i.id, d.created_at desc`,
  );
  return new Map(found.map((one) => [one.item_id, toSignature(one)]));
}

function toSignature({ id, person_id, name, behalf_id, behalf_name, at }: Found): Signature {
  const onBehalfOf = behalf_id === null ? null : { personId: behalf_id, name: behalf_name ?? "" };
  return { decisionId: id, personId: person_id, name, onBehalfOf, at: iso(at) };
}

/** Which signature the actor's acceptance is of each item, under the rules in force; the items are locked. */
export async function readSteps(
  { tx, companyId, actor }: { readonly tx: Tx; readonly companyId: string; readonly actor: Actor },
  items: readonly StoredItem[],
  which: "waiting" | "ever" = "waiting",
): Promise<ReadonlyMap<string, Outcome<SignatureStep>>> {
  const rules = await readAcceptRules(tx, companyId);
  const ids = items.map(({ id }) => id);
  const first = rules.length === 0 ? new Map<string, Signature>() : await readSignatures(tx, companyId, ids, which);
  return new Map(items.map((item) => [item.id, signatureStep(actor, item, rules, first.get(item.id) ?? null)]));
}

/** The accountants who could decide on the record type today, without those whose hands are in it; by name. */
export async function readDeciders(
  tx: Tx,
  companyId: string,
  recordType: string,
  without: readonly string[],
): Promise<readonly string[]> {
  const found = await rows<{ name: string }>(
    tx,
    sql`select p.name from membership m join person p on p.id = m.person_id join company c on c.id = m.company_id
    where m.company_id = ${companyId} and not m.is_disabled and not p.is_disabled and 'accountant' = any(m.roles) and not m.person_id = any(${list(without)})
      and (exists (select 1 from push_grant g where g.company_id = m.company_id and g.person_id = m.person_id and g.record_type = ${recordType})
        or exists (select 1 from delegation d join push_grant g on g.company_id = d.company_id and g.person_id = d.from_person_id and g.record_type = ${recordType}
          where d.company_id = m.company_id and d.to_person_id = m.person_id and d.ended_at is null and not d.from_person_id = any(${list(without)})
            and ${isToday}))
    order by p.name limit 20`,
  );
  return found.map(({ name }) => name);
}

/** Those record types that fewer than two accountants may decide on in their own right. */
export async function readLonelyTypes(tx: Tx, companyId: string, types: readonly string[]): Promise<readonly string[]> {
  const found = await rows<{ type: string }>(
    tx,
    sql`select t.type from unnest(${list(types, "text")}) with ordinality t(type, n) where (select count(*) from push_grant g
        join membership m on m.company_id = g.company_id and m.person_id = g.person_id and not m.is_disabled and 'accountant' = any(m.roles)
        join person p on p.id = m.person_id and not p.is_disabled
      where g.company_id = ${companyId} and g.record_type = t.type) < 2 order by t.n`,
  );
  return found.map(({ type }) => type);
}

export type Signing = {
  readonly item: StoredItem;
  readonly decisionId: string;
  readonly sha256: string;
  readonly step: SignatureStep;
};

/** Writes first signatures: a decision each, which the item points to until its second one or its next change. */
export async function storeSignatures(
  tx: Tx,
  companyId: string,
  actor: Extract<Actor, { kind: "person" }>,
  signings: readonly Signing[],
): Promise<void> {
  if (signings.length === 0) return;
  const values = signings.map(({ item, decisionId, sha256, step }) => {
    return { d: decisionId, i: item.id, r: item.revisionId, s: sha256, f: item.fields, b: step.onBehalfOf?.personId };
  });
  const record = sql`jsonb_to_recordset(${json(values)}) as x(d uuid, i uuid, r uuid, s text, f jsonb, b uuid)`;
  await tx.execute(sql`insert into decision (company_id, id, item_id, revision_id, verdict, person_id, on_behalf_of, seen_sha256, fields)
    select ${companyId}::uuid, d, i, r, 'sign', ${actor.personId}::uuid, b, s, f from ${record}`);
  await tx.execute(
    sql`update item t set signature_id = x.d from ${record} where t.company_id = ${companyId} and t.id = x.i`,
  );
  await appendAudit(
    tx,
    companyId,
    actor,
    signings.map(({ item, decisionId, sha256, step }) => ({
      itemId: item.id,
      onBehalfOf: step.onBehalfOf?.name,
      event: { kind: "item.signed", decisionId, erpId: item.erpId, sha256, amount: item.amount },
    })),
  );
}

/** A first signature no longer counts; whoever looks at the item has seen an older version then. */
export async function takeBackSignature(
  tx: Tx,
  companyId: string,
  item: StoredItem,
  decisionId: string,
): Promise<void> {
  await tx.execute(
    sql`update decision set voided_at = clock_timestamp() where company_id = ${companyId} and id = ${decisionId}`,
  );
  await tx.execute(sql`update item set signature_id = null, version = version + 1
    where company_id = ${companyId} and id = ${item.id}`);
}
