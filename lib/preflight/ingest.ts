import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { Head, RecordType } from "#lib/core/record-type.ts";
import { wordsOf } from "#lib/core/refusals.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { json, list, row, rows, type Tx } from "#lib/db/database.ts";
import { type FactsBase, readFacts } from "#lib/db/facts.ts";
import { markChildren } from "#lib/db/family.ts";
import { handDownVendor } from "#lib/db/hand-down-vendor.ts";
import { sha256 } from "#lib/db/hash.ts";
import { lockItems, searchOf } from "#lib/db/items.ts";
import { send } from "#lib/db/send.ts";
import { transition } from "#lib/db/transition.ts";
import { wasUnlinked } from "#lib/db/unlink.ts";
import { voidAcceptance } from "#lib/db/void-acceptance.ts";
import { voidDecisions } from "#lib/db/void-decisions.ts";
import { assessAndStore } from "#lib/preflight/assess-items.ts";
import { followRevision } from "#lib/preflight/follow-revision.ts";
import { revisionText } from "#lib/records/assess.ts";
import { childTypesOf } from "#lib/records/registry.ts";

export type Incoming = {
  readonly type: RecordType;
  readonly sourceKind: string;
  readonly raw: Json;
  readonly isDeleted: boolean;
};
export type Ingested =
  | { readonly kind: "new" | "revised" | "same" | "gone" }
  | { readonly kind: "unreadable"; readonly words: string };

const system: Actor = { kind: "system", name: "Sent when approved" };

/**
 * Takes one document of the source into items and revisions. Idempotent: the same content makes no second revision. A
 * change voids open views (the version rises) and an acceptance that was not released; what is under way or in Sage keeps
 * its revision, the newer one is noted beside it (design.md 4).
 */
export async function ingest(tx: Tx, base: FactsBase, incoming: Incoming): Promise<Ingested> {
  const decoded = incoming.type.decode(incoming.sourceKind, incoming.raw);
  if (!decoded.ok) return { kind: "unreadable", words: wordsOf(decoded.refusal).sentence };
  const { body, head } = decoded.value;
  const company = base.company.id;
  const places = await row<{
    project: string | null;
    vendor: string | null;
    own: string[];
    author: string | null;
  }>(
    tx,
    sql`select (select id from project where company_id = ${company} and source_id = ${head.projectSourceId}) as project,
      coalesce((select id from vendor where company_id = ${company} and source_id = ${head.vendorSourceId ?? ""}), (select vendor_id from item
        where company_id = ${company} and source_id = ${head.parentSourceId ?? ""} and source_kind = any(${list(incoming.type.parentKinds ?? [], "text")}) limit 1)) as vendor,
      (select coalesce(json_agg(person_id), '[]') from membership where company_id = ${company} and procore_user_id = any(${list(head.authors, "text")})) as own,
      (select p.name from membership m join person p on p.id = m.person_id where m.company_id = ${company} and m.procore_user_id = ${head.authors.at(-1) ?? ""}) as author`,
  );
  if (head.projectSourceId !== null && !places?.project)
    return { kind: "unreadable", words: `Project ${head.projectSourceId} of ${head.number} is not known.` };
  const sha = sha256(revisionText(body));
  await tx.execute(
    sql`select 1 from item where company_id = ${company} and source_kind = ${incoming.sourceKind} and source_id = ${head.sourceId} for update`,
  );
  const known = await row<{
    id: string;
    state: ItemState;
    latest: string;
    number: number;
    amount: string;
    is_gone: boolean;
    is_behind: boolean;
  }>(
    tx,
    sql`select i.id, i.state, r.sha256 as latest, r.number, i.amount, i.is_gone, i.revision_id <> i.latest_revision_id as is_behind from item i join item_revision r on r.company_id = i.company_id and r.id = i.latest_revision_id
    where i.company_id = ${company} and i.source_kind = ${incoming.sourceKind} and i.source_id = ${head.sourceId}`,
  );
  const place: Place = {
    company,
    projectId: places?.project ?? null,
    vendorId: places?.vendor ?? null,
    own: places?.own ?? [],
    childTypes: childTypesOf(incoming.sourceKind).map(({ id }) => id),
    actor: { kind: "source", system: "procore", user: places?.author ?? `user ${head.authors.at(-1) ?? "unknown"}` },
  };
  if (!known) {
    if (incoming.isDeleted) return { kind: "gone" };
    // Born synced: an import made it, and it never goes where it came from.
    if (head.originId !== undefined) return { kind: "same" };
    if (!(await arises(tx, base, incoming.type, body))) return { kind: "same" };
    await receive(tx, base, incoming, place, body, head, sha);
    return { kind: "new" };
  }
  if (incoming.isDeleted) return await markGone(tx, base, place, known);
  if (known.latest === sha && !known.is_gone) {
    // What came while an earlier version was on its way: looked at again once that one stands in Sage.
    const isReopened = known.is_behind && (await reopen(tx, base, incoming.type, place, known, body, head));
    if (isReopened) await follow(tx, base, incoming.type, place, known.id, head, true);
    return { kind: isReopened ? "revised" : "same" };
  }
  await revise(tx, base, incoming.type, place, known, body, head, sha);
  return { kind: "revised" };
}

async function arises(tx: Tx, base: FactsBase, type: RecordType, body: Json): Promise<boolean> {
  if (!type.arises) return true;
  return type.arises(body, await readFacts(tx, base, type.id, type.factsQuery(body, {}), null));
}

type Place = {
  readonly company: string;
  readonly projectId: string | null;
  readonly vendorId: string | null;
  readonly own: readonly string[];
  /** Types whose items may belong to this one. */
  readonly childTypes: readonly string[];
  readonly actor: Actor;
};
type Known = { readonly id: string; readonly state: ItemState; readonly number: number; readonly amount: string };

async function receive(
  tx: Tx,
  base: FactsBase,
  incoming: Incoming,
  place: Place,
  body: Json,
  head: Head,
  sha: string,
): Promise<void> {
  const [itemId, revisionId] = [randomUUID(), randomUUID()];
  await tx.execute(sql`insert into item (company_id, id, record_type, source_kind, source_id, parent_source_id, project_id, vendor_id, number, title, amount, source_status, is_approved,
      revision_id, latest_revision_id, own_person_ids, search)
    values (${place.company}, ${itemId}, ${incoming.type.id}, ${incoming.sourceKind}, ${head.sourceId}, ${head.parentSourceId ?? null}, ${place.projectId}, ${place.vendorId}, ${head.number}, ${head.title},
      ${head.amount}, ${head.status}, ${head.isApproved}, ${revisionId}, ${revisionId}, ${list(place.own)},
      (select ${searchOf(json(head), sql`p`, sql`v.name`)} from (select 1) one left join project p on p.company_id = ${place.company} and p.id = ${place.projectId}
        left join vendor v on v.company_id = ${place.company} and v.id = ${place.vendorId}))`);
  await addRevision(tx, place, itemId, revisionId, 1, body, head, sha);
  await appendAudit(tx, place.company, place.actor, [
    { itemId, event: { kind: "item.received", number: head.number, revision: 1, sha256: sha, amount: head.amount } },
  ]);
  await assessAndStore(tx, base, [...(await lockItems(tx, place.company, [itemId])).values()]);
  await markChildren(tx, place.company, [itemId]);
  await handDownVendor(tx, place.company, [itemId], place.childTypes);
  if (await sendsItself(tx, base, incoming.type, itemId, head))
    await send(tx, place.company, system, [{ itemId, seenVersion: null }]);
}

/** Asked after the assessment: what it found may keep the item back. */
async function sendsItself(
  tx: Tx,
  base: FactsBase,
  { isSentByHand, keptBackBy }: RecordType,
  itemId: string,
  head: Head,
): Promise<boolean> {
  if (!base.company.profile.sendWhenApproved || !head.isApproved || isSentByHand) return false;
  if (keptBackBy === undefined) return true;
  const found = await row(
    tx,
    sql`select 1 from finding where company_id = ${base.company.id} and item_id = ${itemId} and code = any(${list(keptBackBy, "text")}) limit 1`,
  );
  return found === null;
}

async function addRevision(
  tx: Tx,
  place: Place,
  itemId: string,
  revisionId: string,
  number: number,
  body: Json,
  head: Head,
  sha: string,
): Promise<void> {
  await tx.execute(sql`insert into item_revision (company_id, id, item_id, number, sha256, body, head, source_updated_at)
    values (${place.company}, ${revisionId}, ${itemId}, ${number}, ${sha}, ${json(body)}, ${json(head)}, ${head.updatedAt})`);
}

async function revise(
  tx: Tx,
  base: FactsBase,
  type: RecordType,
  place: Place,
  known: Known,
  body: Json,
  head: Head,
  sha: string,
): Promise<void> {
  const [revisionId, number] = [randomUUID(), known.number + 1];
  await addRevision(tx, place, known.id, revisionId, number, body, head, sha);
  await appendAudit(tx, place.company, place.actor, [
    {
      itemId: known.id,
      event: { kind: "item.revised", revision: number, sha256: sha, amountBefore: known.amount, amount: head.amount },
    },
  ]);
  const isOpen =
    known.state === "outbox"
      ? await voidAcceptance(tx, place.company, place.actor, known.id, number)
      : undecided.has(known.state);
  await tx.execute(
    sql`update item set latest_revision_id = ${revisionId}, is_gone = false where company_id = ${place.company} and id = ${known.id}`,
  );
  const isReopened = await reopen(tx, base, type, place, { ...known, number }, body, head);
  const isFirst = known.state === "not_sent" && !(await wasUnlinked(tx, place.company, known.id));
  const isUnsent = isFirst || isReopened;
  if (isOpen || isReopened) await follow(tx, base, type, place, known.id, head, isUnsent);
}

/** The item shows its newest version from now on; what is not sent yet goes where the company sends by itself. */
async function follow(
  tx: Tx,
  base: FactsBase,
  type: RecordType,
  place: Place,
  itemId: string,
  head: Head,
  isUnsent: boolean,
): Promise<void> {
  await followRevision(tx, base, [itemId]);
  await handDownVendor(tx, place.company, [itemId], place.childTypes);
  if (isUnsent && (await sendsItself(tx, base, type, itemId, head)))
    await send(tx, place.company, system, [{ itemId, seenVersion: null }]);
}

/** A document that goes more than once is sent anew when it has more than Sage was given; export fields are proposed anew. */
async function reopen(
  tx: Tx,
  base: FactsBase,
  type: RecordType,
  { company, actor }: Place,
  { id: itemId, state, number: revision }: Known,
  body: Json,
  head: Head,
): Promise<boolean> {
  if (state !== "synced" || !head.isApproved || !type.hasMore) return false;
  if (!type.hasMore(body, await readFacts(tx, base, type.id, type.factsQuery(body, {}), itemId))) return false;
  const event = { kind: "item.reopened" as const, revision };
  await transition(tx, company, actor, "reopen", [{ itemId, seenVersion: null, note: null, event }]);
  await voidDecisions(tx, company, [itemId]);
  await tx.execute(sql`update item set fields = '{}' where company_id = ${company} and id = ${itemId}`);
  return true;
}

const undecided: ReadonlySet<ItemState> = new Set(["not_sent", "ready", "retrieved", "rejected"]);

async function markGone(tx: Tx, base: FactsBase, place: Place, known: Known & { is_gone: boolean }): Promise<Ingested> {
  if (known.is_gone) return { kind: "same" };
  if (known.state === "outbox") await voidAcceptance(tx, place.company, place.actor, known.id, known.number);
  await appendAudit(tx, place.company, place.actor, [{ itemId: known.id, event: { kind: "item.gone" } }]);
  await tx.execute(
    sql`update item set is_gone = true, version = version + 1 where company_id = ${place.company} and id = ${known.id}`,
  );
  await assessAndStore(tx, base, [...(await lockItems(tx, place.company, [known.id])).values()]);
  return { kind: "gone" };
}

/** Projects or companies of the directory, by their source id; answers the ids whose content changed. */
export async function ingestDirectory(
  tx: Tx,
  companyId: string,
  table: "project" | "vendor",
  entries: readonly DirectoryEntry[],
): Promise<string[]> {
  if (entries.length === 0) return [];
  // A list that moves while it is paged may name one twice.
  const once = [...new Map(entries.map((entry) => [entry.sourceId, entry])).values()];
  const record = sql`jsonb_to_recordset(${json(once)}) as x("sourceId" text, number text, name text, "isActive" boolean, address text, city text, state text, zip text, phone text, email text, "taxId" text, "updatedAt" timestamptz)`;
  const statement =
    table === "project"
      ? sql`insert into project as p (company_id, source_id, number, name, is_active, source_updated_at)
          select ${companyId}::uuid, "sourceId", number, name, "isActive", "updatedAt" from ${record}
          on conflict (company_id, source_id) do update set number = excluded.number, name = excluded.name, is_active = excluded.is_active, source_updated_at = excluded.source_updated_at
          where (p.number, p.name, p.is_active) is distinct from (excluded.number, excluded.name, excluded.is_active) returning id`
      : sql`insert into vendor as v (company_id, source_id, name, is_active, address, city, state, zip, phone, email, tax_id, source_updated_at)
          select ${companyId}::uuid, "sourceId", name, "isActive", coalesce(address, ''), city, coalesce(state, ''), coalesce(zip, ''), phone, coalesce(email, ''),
            coalesce("taxId", ''), "updatedAt" from ${record}
          on conflict (company_id, source_id) do update set name = excluded.name, is_active = excluded.is_active, address = excluded.address, city = excluded.city,
            state = excluded.state, zip = excluded.zip, phone = excluded.phone, email = excluded.email, tax_id = excluded.tax_id, source_updated_at = excluded.source_updated_at
          where (v.name, v.is_active, v.address, v.city, v.state, v.zip, v.phone, v.email, v.tax_id) is distinct from (excluded.name, excluded.is_active, excluded.address,
            excluded.city, excluded.state, excluded.zip, excluded.phone, excluded.email, excluded.tax_id) returning id`;
  const changed = (await rows<{ id: string }>(tx, statement)).map((entry) => entry.id);
  if (table !== "project") await placeVendors(tx, companyId, changed);
  return changed;
}

/** A document may come before the company that it names. */
async function placeVendors(tx: Tx, companyId: string, vendorIds: readonly string[]): Promise<void> {
  const placed = await rows<{ id: string; kind: string }>(
    tx,
    sql`update item i set vendor_id = v.id from item_revision r, vendor v
    where i.company_id = ${companyId} and i.vendor_id is null and r.company_id = i.company_id and r.id = i.revision_id
      and v.company_id = i.company_id and v.id = any(${list(vendorIds)}) and v.source_id = r.head ->> 'vendorSourceId'
    returning i.id, i.source_kind as kind`,
  );
  for (const kind of new Set(placed.map((entry) => entry.kind))) {
    const ids = placed.filter((entry) => entry.kind === kind).map(({ id }) => id);
    const childTypes = childTypesOf(kind).map(({ id }) => id);
    await handDownVendor(tx, companyId, ids, childTypes);
  }
}

export type DirectoryEntry = {
  readonly sourceId: string;
  readonly number: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly address?: string;
  readonly city: string;
  readonly state?: string;
  readonly zip?: string;
  readonly phone: string;
  readonly email?: string;
  readonly taxId?: string;
  readonly updatedAt: string | null;
};
