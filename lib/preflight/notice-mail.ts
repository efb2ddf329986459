import { excerpt, noticeTitle } from "#lib/core/notices.ts";
import type { NewMail } from "#lib/db/mails.ts";
import type { StoredNotice } from "#lib/db/notices.ts";
import { type MailBlock, mailOf } from "#lib/views/mail-words.ts";

export type MailPlace = {
  readonly company: string;
  /** Where people open Countersign. */
  readonly address: string;
};

/** Where a notice leads: what was said is in the record, everything else on the item's first section; files are on their page. */
export function noticeHref({ kind, itemId }: Pick<StoredNotice, "kind" | "itemId">): string {
  if (itemId === null) return "/files";
  return kind === "mention" || kind === "comment" ? `/items/${itemId}?section=record` : `/items/${itemId}`;
}

/** The last lines of every mail. */
export function mailFoot({ company, address }: MailPlace) {
  return [
    { words: `Countersign writes this because you belong to ${company}.` },
    { words: "Choose what you are told of, and how", href: new URL("/notifications", address).href },
  ];
}

/** What the mail about a notice is written for. */
export const noticeMailKey = (noticeId: number) => `notice:${noticeId}`;

/** The mail about one notice, for the person whom it is for; `offers` are its links that accept. */
export function noticeMail(
  notice: StoredNotice,
  to: { readonly email: string },
  place: MailPlace,
  offers: readonly MailBlock[] = [],
): NewMail {
  const { id, kind, who, number, title, words, personId } = notice;
  const said = noticeTitle(kind, who, number);
  const href = new URL(noticeHref(notice), place.address).href;
  const item = [...new Set([number, title])].filter(Boolean).join(", ");
  const blocks = [
    { words: `${said}.`, href, ...(words ? { quote: words } : {}) },
    { words: [item, `at ${place.company}`].filter(Boolean).join(", ") },
    ...offers,
  ];
  const mail = mailOf(excerpt(`${said}: ${title || words}`, 150), blocks, mailFoot(place));
  return { key: noticeMailKey(id), personId, address: to.email, kind, ...mail };
}
