import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import type { Lane } from "#lib/core/findings.ts";
import { type MailSubject, mailLinkHours, steadyDays } from "#lib/core/mail-accept.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Database, iso, json, list, row, rows, type Tx, withCompany } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";
import { readPersonActor } from "#lib/db/people.ts";
import { pruneOld } from "#lib/db/prune.ts";

/**
 * The secret of a link, made from the installation's key and the link's random id: there is nothing to keep, and a mail that
 * has to be sent again has the same link. Whoever reads the database alone has neither.
 */
export function mailLinkToken(key: string, companyId: string, linkId: string): string {
  return createHmac("sha256", key).update(`accept link ${companyId} ${linkId}`).digest("base64url");
}

export type NewMailLink = {
  readonly id: string;
  readonly token: string;
  readonly mailKey: string;
  readonly personId: string;
  readonly itemId: string;
  readonly revisionId: string;
  readonly version: number;
  readonly documentSha256: string;
};

/** Writes the links of mails that are written in the same transaction; they end after `mailLinkHours`. */
export async function insertMailLinks(tx: Tx, companyId: string, links: readonly NewMailLink[]): Promise<void> {
  if (links.length === 0) return;
  const values = links.map(({ token, ...link }) => ({ ...link, hash: sha256(token) }));
  await tx.execute(sql`insert into mail_link (company_id, id, token_hash, mail_key, person_id, item_id, revision_id, item_version, document_sha256, expires_at)
    select ${companyId}::uuid, id, hash, "mailKey", "personId", "itemId", "revisionId", version, "documentSha256", clock_timestamp() + make_interval(hours => ${mailLinkHours})
    from jsonb_to_recordset(${json(values)}) as x(id uuid, hash text, "mailKey" text, "personId" uuid, "itemId" uuid, "revisionId" uuid, version integer, "documentSha256" text)`);
}

/** The links that were written into a mail, by its key: those of no other mail are ever put into it. */
export async function readLinksOfMail(tx: Tx, companyId: string, mailKey: string): Promise<readonly string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from mail_link where company_id = ${companyId} and mail_key = ${mailKey}`,
  );
  return found.map(({ id }) => id);
}

export type StoredMailLink = {
  readonly id: string;
  readonly personId: string;
  readonly itemId: string;
  readonly revisionId: string;
  readonly version: number;
  readonly documentSha256: string;
  readonly decisionId: string;
  readonly expiresAt: string;
  readonly isOver: boolean;
  readonly usedAt: string | null;
  readonly releaseAt: string | null;
};
const linkColumns = sql`id, person_id as "personId", item_id as "itemId", revision_id as "revisionId", item_version as version,
  document_sha256 as "documentSha256", decision_id as "decisionId", expires_at as "expiresAt", expires_at <= clock_timestamp() as "isOver",
  used_at as "usedAt", release_at as "releaseAt"`;

/** A link by its id; null when the company has none. Locked for the rest of the transaction where it is to be used. */
export async function readMailLink(
  tx: Tx,
  companyId: string,
  linkId: string,
  isLocked: boolean,
): Promise<StoredMailLink | null> {
  const lock = isLocked ? sql`for update` : sql``;
  const found = await row<StoredMailLink>(
    tx,
    sql`select ${linkColumns} from mail_link where company_id = ${companyId} and id = ${linkId} ${lock}`,
  );
  return (
    found && {
      ...found,
      ...{ expiresAt: iso(found.expiresAt), usedAt: iso(found.usedAt), releaseAt: iso(found.releaseAt) },
    }
  );
}

/** The link was used: what comes of it goes at this instant. */
export async function spendMailLink(tx: Tx, companyId: string, linkId: string, releaseAt: string): Promise<void> {
  await tx.execute(sql`update mail_link set used_at = clock_timestamp(), release_at = ${releaseAt}::timestamptz
    where company_id = ${companyId} and id = ${linkId} and used_at is null`);
}

export type MailLinkPrincipal = {
  readonly companyId: string;
  readonly actor: Extract<Actor, { kind: "person" }> & { readonly mailLink: string };
};

/**
 * Who asks with a link from a mail: its person, with the rights of this moment that are their own. Refused, always in the same
 * words, when no link has this token, or its person does not belong to the company any more.
 */
export async function enterByMailLink(db: Database, token: string): Promise<Outcome<MailLinkPrincipal>> {
  // What is looked up is a hash of 256 bits: how long the index takes tells nothing of another token.
  const hash = sha256(token);
  const of = await row<{ company: string | null }>(db, sql`select company_of_mail_link(${hash}) as company`);
  const companyId = of?.company;
  if (!companyId) return refuse("mail_link.unknown");
  return await withCompany(db, companyId, async (tx): Promise<Outcome<MailLinkPrincipal>> => {
    const found = await row<{ id: string; person_id: string; name: string }>(
      tx,
      sql`select l.id, l.person_id, p.name from mail_link l join person p on p.id = l.person_id
        where l.company_id = ${companyId} and l.token_hash = ${hash}`,
    );
    const person = found && (await readPersonActor(tx, companyId, { id: found.person_id, name: found.name }));
    if (!found || !person) return refuse("mail_link.unknown");
    return ok({ companyId, actor: { ...person, standsInFor: [], mailLink: found.id } });
  });
}

/** No vendor, or one that was linked long enough ago and has the names of then. */
const isSteady = sql`(i.vendor_id is null or exists (select 1 from vendor_link k join vendor v on v.company_id = k.company_id and v.id = k.vendor_id
    join sage_vendor s on s.company_id = k.company_id and s.vendor = k.sage_vendor and not s.is_gone
  where k.company_id = i.company_id and k.vendor_id = i.vendor_id and k.created_at < clock_timestamp() - make_interval(days => ${steadyDays})
    and v.name = k.vendor_name and s.name = k.sage_name))`;

/** An item as the rule about links in mails looks at it, with what a link is bound to. */
export type OfferableItem = MailSubject & {
  readonly id: string;
  readonly title: string;
  readonly vendor: string | null;
  readonly revisionId: string;
  readonly version: number;
  readonly documentSha256: string;
};
const itemColumns = sql`i.id, i.number, i.title, i.record_type as "recordType", i.project_id as "projectId", i.amount, i.lane, i.note, i.is_on_hold as "isOnHold",
  to_json(i.own_person_ids) as "ownPersonIds", i.revision_id as "revisionId", i.version, i.document_sha256 as "documentSha256",
  (select v.name from vendor v where v.company_id = i.company_id and v.id = i.vendor_id) as vendor, ${isSteady} as "isVendorSteady"`;

/** What waits, is clean and was checked, longest waiting first: at most `limit`, of these alone where ids are given. */
export async function readOfferable(
  tx: Tx,
  companyId: string,
  limit: number,
  ids?: readonly string[],
): Promise<readonly OfferableItem[]> {
  const which = ids === undefined ? sql`true` : sql`i.id = any(${list(ids)})`;
  return await rows<OfferableItem>(
    tx,
    sql`select ${itemColumns} from item i where i.company_id = ${companyId} and i.lane = 'clean' and i.state = 'ready' and ${which}
        and i.checked_at is not null and i.document_sha256 is not null and not i.is_on_hold
      order by i.sent_at nulls first, i.id nulls first limit ${limit}`,
  );
}

/** One item as the rule looks at it, whatever its state; `lane` and `note` are as they were stored last. */
export async function readMailSubject(
  tx: Tx,
  companyId: string,
  itemId: string,
): Promise<(MailSubject & { readonly lane: Lane }) | null> {
  return await row(tx, sql`select ${itemColumns} from item i where i.company_id = ${companyId} and i.id = ${itemId}`);
}

/** Removes at most `limit` links that ended more than `days` ago; answers how many. What they decided is in the record. */
export async function pruneMailLinks(tx: Tx, companyId: string, days: number, limit: number): Promise<number> {
  return await pruneOld(tx, companyId, { table: "mail_link", since: "expires_at" }, days, limit);
}
