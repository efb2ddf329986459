import type { Actor } from "#lib/core/actors.ts";
import { zonedStampOf } from "#lib/core/clock.ts";
import { mailLinkHours, mayAcceptByMail } from "#lib/core/mail-accept.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import type { Refusal } from "#lib/core/refusals.ts";
import { readAcceptRules } from "#lib/db/accept-rules.ts";
import type { Tx } from "#lib/db/database.ts";
import { readCompany, readFactsBase } from "#lib/db/facts.ts";
import { lockItems, readItem, type StoredItem } from "#lib/db/items.ts";
import { readMailLink, readMailSubject, type StoredMailLink } from "#lib/db/mail-links.ts";
import { readClock } from "#lib/db/own-preferences.ts";
import { assessAndStore, assessItem } from "#lib/preflight/assess-items.ts";
import { moved } from "#lib/views/rows.ts";

type Context = { readonly tx: Tx; readonly companyId: string; readonly actor: Actor };
export type MailLinkStanding = {
  readonly link: StoredMailLink;
  readonly item: StoredItem;
  /** Why it accepts nothing any more; null while it does. A link that was used has none: it was this that it did. */
  readonly closed: Refusal | null;
};

/**
 * What a link from a mail stands for at this moment: settings, rules, rights, version, and the checks made anew. With `isUse`
 * link and item are locked and the findings are stored; else nothing is written, however often it is asked. Refused where the
 * actor did not come by this link, or has no right to decide on the item: then nothing is said of it.
 */
export async function mailLinkStanding(
  { tx, companyId, actor }: Context,
  linkId: string,
  isUse: boolean,
): Promise<Outcome<MailLinkStanding>> {
  if (actor.kind !== "person" || actor.mailLink !== linkId) return refuse("access.mail_link");
  const link = await readMailLink(tx, companyId, linkId, isUse);
  if (link?.personId !== actor.personId) return refuse("mail_link.unknown");
  const item = isUse
    ? (await lockItems(tx, companyId, [link.itemId])).get(link.itemId)
    : await readItem(tx, companyId, link.itemId);
  if (!item) return refuse("mail_link.unknown");
  const right = can(actor, "export.decide", { recordType: item.recordType, ownPersonIds: item.ownPersonIds });
  if (!right.ok) return right;
  if (link.usedAt !== null) return ok({ link, item, closed: null });
  return ok({ link, item, closed: (await problemOf({ tx, companyId, actor }, link, item, isUse)) ?? null });
}

async function problemOf(
  { tx, companyId, actor }: Context,
  link: StoredMailLink,
  item: StoredItem,
  isUse: boolean,
): Promise<Refusal | null> {
  if (item.state !== "ready") return moved(item);
  if (link.isOver) {
    const when = zonedStampOf(link.expiresAt, await readClock(tx, await readCompany(tx, companyId), actor));
    const params = { number: item.number, when, hours: String(mailLinkHours) };
    return { code: "mail_link.expired", params };
  }
  if (item.version !== link.version || item.revisionId !== link.revisionId) return { code: "item.changed", params: {} };
  const base = await readFactsBase(tx, companyId);
  const [assessed] = isUse ? await assessAndStore(tx, base, [item]) : [await assessItem(tx, base, item)];
  const subject = await readMailSubject(tx, companyId, item.id);
  if (!assessed || !subject) return { code: "item.unknown", params: {} };
  const { lane, note, document } = assessed.assessment;
  const rules = await readAcceptRules(tx, companyId);
  const may = mayAcceptByMail(base.company.profile, rules, actor, { ...subject, lane, note });
  if (!may.ok) return may.refusal;
  return document?.sha256 === link.documentSha256 ? null : { code: "item.changed", params: {} };
}
