import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { sendMailAgain } from "#lib/db/mails.ts";
import { SendMailAgain } from "#lib/views/inputs.ts";

/** Puts a mail that failed, or was kept while no server was set, up for sending again, under the Message-ID that it had. */
export const sendMail = defineCommand({
  name: "mail.send_again",
  needs: "settings.change",
  input: SendMailAgain,
  touches: ["mail.page"],
  async run({ tx, companyId, actor }, { mailId }): Promise<Outcome<{ mailId: string }>> {
    const mail = await sendMailAgain(tx, companyId, mailId);
    if (!mail) return refuse("mail.unknown");
    await appendAudit(tx, companyId, actor, [{ event: { kind: "mail.sent_again", mailId, ...mail } }]);
    return ok({ mailId });
  },
});
