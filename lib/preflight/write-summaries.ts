import { businessDate } from "#lib/core/clock.ts";
import { noticeTitle } from "#lib/core/notices.ts";
import type { Tx } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { insertMails, type NewMail } from "#lib/db/mails.ts";
import { readNoticesById } from "#lib/db/notices.ts";
import { readClocks } from "#lib/db/own-preferences.ts";
import { type Reader, readReaders } from "#lib/db/readers.ts";
import { claimSummaries, readWaiting, takeForSummary } from "#lib/db/summaries.ts";
import { type Offers, offerLinks, readOffers } from "#lib/preflight/mail-offers.ts";
import { type MailPlace, mailFoot, noticeHref } from "#lib/preflight/notice-mail.ts";
import type { Outside } from "#lib/preflight/outside.ts";
import { type MailBlock, mailOf } from "#lib/views/mail-words.ts";
import { summaryLines } from "#lib/views/summary-lines.ts";

const mostNotices = 50;

/** Writes the summaries whose hour has come; a person for whom nothing waits gets none. */
export async function writeSummaries(tx: Tx, companyId: string, outside: Outside): Promise<void> {
  const due = await claimSummaries(tx, companyId);
  if (due.size === 0) return;
  const people = (await readReaders(tx, companyId)).filter(({ personId }) => due.has(personId));
  const basics = await readCompany(tx, companyId);
  const { name: company, currency } = basics;
  const clockOf = await readClocks(tx, basics, [...due.keys()]);
  const everywhere = await readWaiting(tx, companyId, null);
  const offers = await readOffers(tx, companyId);
  const mails: NewMail[] = [];
  for (const person of people) {
    const own = person.roles.includes("project_manager") ? await readWaiting(tx, companyId, person.projectIds) : [];
    const lines = summaryLines(person.roles, everywhere, own, currency);
    const day = due.get(person.personId) ?? basics.today;
    const shownDay = businessDate(day, clockOf(person.personId));
    const mail = await summaryOf(tx, companyId, person, { lines, offers, day, shownDay, company, outside });
    if (mail) mails.push(mail);
  }
  await insertMails(tx, companyId, mails, outside.hasMailServer);
}

type Content = {
  readonly lines: ReturnType<typeof summaryLines>;
  readonly offers: Offers | null;
  /** The person's day, and as they write it. */
  readonly day: string;
  readonly shownDay: string;
  readonly company: string;
  readonly outside: Outside;
};

async function summaryOf(tx: Tx, companyId: string, person: Reader, content: Content): Promise<NewMail | null> {
  const { lines, offers, day, shownDay, outside } = content;
  const place: MailPlace = { company: content.company, address: outside.address };
  const ids = await takeForSummary(tx, companyId, person.personId);
  const notices = await readNoticesById(tx, companyId, ids.slice(-mostNotices));
  if (lines.length === 0 && notices.length === 0) return null;
  const leading = (path: string) => new URL(path, place.address).href;
  const key = `summary:${person.personId}:${day}`;
  const blocks: MailBlock[] = [
    { words: `What waits for you at ${place.company} on ${shownDay}:` },
    ...(lines.length === 0 ? [{ words: "Nothing waits for a decision." }] : []),
    ...lines.map(({ words, path }) => ({ words, href: leading(path) })),
    ...(await offerLinks(tx, companyId, offers, { key, to: person }, outside)),
    ...(notices.length === 0 ? [] : [{ words: "Since the last summary:" }]),
    ...notices.map((notice) => ({
      words: noticeTitle(notice.kind, notice.who, notice.number),
      href: leading(noticeHref(notice)),
      ...(notice.words ? { quote: notice.words } : {}),
    })),
  ];
  const mail = mailOf(`Countersign, ${place.company}: what waits on ${shownDay}`, blocks, mailFoot(place));
  const { personId, email: address } = person;
  return { key, personId, address, kind: "summary", ...mail };
}
