import { channelOf, type NewNotice, noticeOfTable, noticesOf } from "#lib/core/notices.ts";
import { followByItself } from "#lib/db/conversation.ts";
import type { Tx } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import {
  holdNoticeCursor,
  moveNoticeCursor,
  type RecordedEvent,
  readAudiences,
  readEventsAfter,
  toHappenings,
} from "#lib/db/happenings.ts";
import { insertMails, type NewMail } from "#lib/db/mails.ts";
import { readNoticeSettings } from "#lib/db/notice-settings.ts";
import { insertNotices } from "#lib/db/notices.ts";
import { mayRead, readReaders } from "#lib/db/readers.ts";
import { confirmMailAccepts } from "#lib/preflight/confirm-mail-accepts.ts";
import { offerLinks, readOffers } from "#lib/preflight/mail-offers.ts";
import { noticeMail, noticeMailKey } from "#lib/preflight/notice-mail.ts";
import { writeDeliveries } from "#lib/preflight/outgoing-events.ts";
import type { Outside } from "#lib/preflight/outside.ts";

const pageOf = 500;
/** Whoever does this to an item follows it from then on. */
const following: readonly string[] = ["item.accepted", "item.rejected", "item.sent", "item.commented"];

/**
 * Tells people what the next events of the record mean for them, in one transaction with the mark up to where that is done:
 * nothing is told twice, and nothing is lost with a worker. False when there was nothing to do, or another worker does it.
 */
export async function tellPeople(tx: Tx, companyId: string, outside: Outside): Promise<boolean> {
  const from = await holdNoticeCursor(tx, companyId);
  if (from === null) return false;
  const events = await readEventsAfter(tx, companyId, from, pageOf);
  const last = events.at(-1);
  if (!last) return false;
  const about = events.filter(({ itemId, kind }) => itemId !== null && /^(item|export|difference)\./.test(kind));
  const files = events.flatMap((event) => noticeOfTable(event) ?? []);
  if (about.length > 0 || files.length > 0) {
    await followByItself(tx, companyId, about.flatMap(followerOf));
    await tell(tx, companyId, { about, files }, outside);
  }
  await moveNoticeCursor(tx, companyId, last.seq);
  return events.length === pageOf;
}

function followerOf({ kind, itemId, actor, at }: RecordedEvent) {
  const isOne = following.includes(kind) && itemId !== null && actor.kind === "person" && actor.id !== undefined;
  return isOne ? [{ itemId, personId: actor.id, at }] : [];
}

type Told = { readonly about: readonly RecordedEvent[]; readonly files: readonly NewNotice[] };

async function tell(tx: Tx, companyId: string, { about, files }: Told, outside: Outside): Promise<void> {
  const happenings = await toHappenings(tx, companyId, about);
  const audiences = await readAudiences(tx, companyId, [...new Set(happenings.map(({ itemId }) => itemId))]);
  await writeDeliveries(tx, companyId, happenings, { audiences, address: outside.address });
  await confirmMailAccepts(tx, companyId, about, outside);
  const people = await readReaders(tx, companyId);
  const settings = await readNoticeSettings(tx, companyId);
  const byId = new Map(people.map((person) => [person.personId, person]));
  const chosen = (notice: NewNotice) => {
    const channel = channelOf(settings.get(notice.personId), notice.kind);
    return channel === "off" || !byId.has(notice.personId) ? [] : [{ ...notice, isForSummary: channel === "daily" }];
  };
  const ofItems = happenings.flatMap((happening) => {
    const audience = audiences.get(happening.itemId);
    if (!audience) return [];
    return noticesOf(happening, audience, people).filter(({ personId }) => {
      const person = byId.get(personId);
      return person !== undefined && mayRead(person, audience.projectId);
    });
  });
  const wanted = [...ofItems, ...files].flatMap(chosen);
  const made = await insertNotices(tx, companyId, wanted);
  const atOnce = made.filter(({ personId, kind }) => channelOf(settings.get(personId), kind) === "mail");
  if (atOnce.length === 0) return;
  const { name } = await readCompany(tx, companyId);
  const place = { company: name, address: outside.address };
  const back = atOnce.filter(({ kind }) => kind === "returned").flatMap(({ itemId }) => itemId ?? []);
  const offers = back.length === 0 ? null : await readOffers(tx, companyId, back);
  const mails: NewMail[] = [];
  for (const notice of atOnce) {
    const person = byId.get(notice.personId);
    if (!person) continue;
    const own = offers && { ...offers, items: offers.items.filter(({ id }) => id === notice.itemId) };
    const mail = { key: noticeMailKey(notice.id), to: person };
    const links = notice.kind === "returned" ? await offerLinks(tx, companyId, own, mail, outside) : [];
    mails.push(noticeMail(notice, person, place, links));
  }
  await insertMails(tx, companyId, mails, outside.hasMailServer);
}
