import { z } from "zod";
import type { MailPort } from "#lib/connectors/port.ts";
import { withCompany } from "#lib/db/database.ts";
import { type ClaimedMail, claimMail, type MailFate, settleMail } from "#lib/db/mails.ts";
import { defineJob } from "#lib/jobs/define-job.ts";

/**
 * Sends the mails that are due, one after the other. A try is stored before the server hears of it; when its answer is lost the
 * mail goes again under the same Message-ID, and the row says that it may have arrived twice.
 */
export const sendMails = defineJob({
  name: "mails.send",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db, mail, address, log }, { companyId }) {
    for (;;) {
      const due = await withCompany(db, companyId, (tx) => claimMail(tx, companyId));
      if (!due) return;
      const fate = mail ? await send(mail, due, new URL(address).hostname) : ({ kind: "kept" } as const);
      await withCompany(db, companyId, (tx) => settleMail(tx, companyId, due, fate));
      if (fate.kind === "later" || fate.kind === "refused")
        log.warn({ companyId, mailId: due.id, words: fate.words }, "a mail was not sent");
    }
  },
});

async function send(
  port: MailPort,
  { id, address, subject, text, html }: ClaimedMail,
  host: string,
): Promise<MailFate> {
  return await port.send({ messageId: `<${id}@${host}>`, to: address, subject, text, html });
}
