import { z } from "zod";
import type { MailPort } from "#lib/connectors/port.ts";
import { withoutTokens, withTokens } from "#lib/core/mail-accept.ts";
import { withCompany } from "#lib/db/database.ts";
import { readLinksOfMail } from "#lib/db/mail-links.ts";
import { type ClaimedMail, claimMail, type MailFate, settleMail } from "#lib/db/mails.ts";
import { defineJob } from "#lib/jobs/define-job.ts";

/**
 * Sends the mails that are due, one after the other. A try is stored before the server hears of it; when its answer is lost the
 * mail goes again under the same Message-ID, and the row says that it may have arrived twice. Only what leaves has the links
 * that accept; what is kept, shown and logged of a mail has none.
 */
export const sendMails = defineJob({
  name: "mails.send",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db, mail, address, log, linkTokenOf }, { companyId }) {
    for (;;) {
      const claimed = await withCompany(db, companyId, async (tx) => {
        const due = await claimMail(tx, companyId);
        return due && { due, links: await readLinksOfMail(tx, companyId, due.key) };
      });
      if (!claimed) return;
      const { due, links } = claimed;
      const tokens = new Map(links.map((id) => [id, linkTokenOf(companyId, id)]));
      const fate = mail ? await send(mail, due, tokens, new URL(address).hostname) : ({ kind: "kept" } as const);
      await withCompany(db, companyId, (tx) => settleMail(tx, companyId, due, fate));
      if (fate.kind === "later" || fate.kind === "refused")
        log.warn({ companyId, mailId: due.id, words: fate.words }, "a mail was not sent");
    }
  },
});

async function send(
  port: MailPort,
  { id, address, subject, text, html }: ClaimedMail,
  tokens: ReadonlyMap<string, string>,
  host: string,
): Promise<MailFate> {
  const fate = await port.send({
    messageId: `<${id}@${host}>`,
    to: address,
    subject,
    text: withTokens(text, tokens),
    html: withTokens(html, tokens),
  });
  return "words" in fate ? { ...fate, words: withoutTokens(fate.words, tokens) } : fate;
}
