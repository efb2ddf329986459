import { zonedStampOf } from "#lib/core/clock.ts";
import type { Tx } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { type RecordedEvent, readEventItems } from "#lib/db/happenings.ts";
import { insertMails, type NewMail } from "#lib/db/mails.ts";
import { readClocks } from "#lib/db/own-preferences.ts";
import { readReaders } from "#lib/db/readers.ts";
import { mailFoot } from "#lib/preflight/notice-mail.ts";
import type { Outside } from "#lib/preflight/outside.ts";
import { formatAmount } from "#lib/views/format.ts";
import { mailOf } from "#lib/views/mail-words.ts";

/**
 * Writes to whoever accepted with a link from a mail that it was done, and how it is taken back; nobody turns this off. If it
 * was not them who opened the link, this is how they hear of it.
 */
export async function confirmMailAccepts(
  tx: Tx,
  companyId: string,
  events: readonly RecordedEvent[],
  { address, hasMailServer }: Outside,
): Promise<void> {
  const accepted = events.filter(({ kind, actor }) => kind === "item.accepted" && actor.mailLink !== undefined);
  if (accepted.length === 0) return;
  const basics = await readCompany(tx, companyId);
  const { name: company, currency } = basics;
  const people = new Map((await readReaders(tx, companyId)).map((person) => [person.personId, person]));
  const items = await readEventItems(
    tx,
    companyId,
    accepted.flatMap(({ itemId }) => itemId ?? []),
  );
  const clockOf = await readClocks(tx, basics, [...people.keys()]);
  const mails = accepted.flatMap(({ seq, actor, itemId, data }): NewMail[] => {
    const [person, item] = [people.get(actor.id ?? ""), items.get(itemId ?? "")];
    if (!person || !item) return [];
    const said = `You accepted ${item.number} with a link from a mail`;
    const amount = `${currency} ${formatAmount(String(data.amount))}`;
    const blocks = [
      { words: `${said}: ${item.title}, ${amount}, at ${company}.` },
      {
        words: `Take it back in the outbox, after signing in, until it is released at ${zonedStampOf(String(data.releaseAt), clockOf(person.personId))}`,
        href: new URL("/outbox", address).href,
      },
      { words: "See what became of it", href: new URL(`/items/${item.id}`, address).href },
      { words: "If it was not you, take it back and tell an administrator: somebody else has your mails." },
    ];
    const mail = mailOf(said, blocks, mailFoot({ company, address }));
    return [
      {
        ...{ key: `mail_link:${seq}`, personId: person.personId, address: person.email, kind: "mail_link" },
        ...mail,
      },
    ];
  });
  await insertMails(tx, companyId, mails, hasMailServer);
}
