import { randomUUID } from "node:crypto";
import type { AcceptRule } from "#lib/core/accept-rules.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import { keptAddress, mailLinkHours, mayAcceptByMail, mostMailLinks } from "#lib/core/mail-accept.ts";
import { readAcceptRules } from "#lib/db/accept-rules.ts";
import type { Tx } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { insertMailLinks, type OfferableItem, readOfferable } from "#lib/db/mail-links.ts";
import { readPersonActor } from "#lib/db/people.ts";
import type { Reader } from "#lib/db/readers.ts";
import { formatAmount } from "#lib/views/format.ts";
import type { MailBlock } from "#lib/views/mail-words.ts";

/** So many of the items that wait longest are looked at; what is offered stays a few. */
const lookedAt = 2000;

/** What can be offered in the mails of a company at all. */
export type Offers = {
  readonly profile: CompanyProfile;
  readonly currency: string;
  readonly rules: readonly AcceptRule[];
  readonly items: readonly OfferableItem[];
};
type Place = {
  readonly address: string;
  linkTokenOf(companyId: string, linkId: string): string;
};

/** What is clean and waits, where the company lets items be accepted from mails; null where it does not. */
export async function readOffers(tx: Tx, companyId: string, itemIds?: readonly string[]): Promise<Offers | null> {
  const { profile, currency } = await readCompany(tx, companyId);
  if (!profile.acceptsByMail) return null;
  const items = await readOfferable(tx, companyId, lookedAt, itemIds);
  return items.length === 0 ? null : { profile, currency, rules: await readAcceptRules(tx, companyId), items };
}

/**
 * The lines of one mail with which its person accepts items of low risk (lib/core/mail-accept.ts): a link for each, longest
 * waiting first, written in this transaction and good for that mail alone. No lines where nothing fits.
 */
export async function offerLinks(
  tx: Tx,
  companyId: string,
  offers: Offers | null,
  mail: { readonly key: string; readonly to: Pick<Reader, "personId" | "name" | "roles"> },
  place: Place,
): Promise<readonly MailBlock[]> {
  const { key, to } = mail;
  if (offers === null || !to.roles.includes("accountant")) return [];
  const actor = await readPersonActor(tx, companyId, { id: to.personId, name: to.name });
  const fitting = actor
    ? offers.items.filter((item) => mayAcceptByMail(offers.profile, offers.rules, actor, item).ok)
    : [];
  if (fitting.length === 0) return [];
  const links = fitting.slice(0, mostMailLinks).map((item) => ({ item, id: randomUUID() }));
  await insertMailLinks(
    tx,
    companyId,
    links.map(({ item, id }) => {
      const { id: itemId, revisionId, version, documentSha256 } = item;
      const token = place.linkTokenOf(companyId, id);
      return { id, token, mailKey: key, personId: to.personId, itemId, revisionId, version, documentSha256 };
    }),
  );
  return blocksOf(links, fitting.length - links.length, offers.currency, place.address);
}

function blocksOf(
  links: readonly { readonly item: OfferableItem; readonly id: string }[],
  more: number,
  currency: string,
  address: string,
): readonly MailBlock[] {
  const rest = { words: `${more} more in the inbox`, href: new URL("/inbox?tab=clean", address).href };
  return [
    { words: "Clean, and small enough to accept from here. Each link opens a page that shows what will be written:" },
    ...links.map(({ item, id }) => ({
      words: `Accept ${wordsFor(item, currency)}`,
      href: keptAddress(address, id),
    })),
    ...(more > 0 ? [rest] : []),
    {
      words: `The links are yours alone: whoever has this mail can use them, so do not forward it. Each works once, for ${mailLinkHours} hours, and only while its item stays as it is.`,
    },
  ];
}

function wordsFor({ number, title, vendor, amount }: OfferableItem, currency: string): string {
  const item = title === number ? number : `${number}, ${title}`;
  return [`${item}:`, ...(vendor === null ? [] : [`${vendor},`]), `${currency} ${formatAmount(amount)}`].join(" ");
}
