import { z } from "zod";
import { defineCommand } from "#lib/commands/define-command.ts";
import { firstSignature } from "#lib/core/accept-rules.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { spendMailLink } from "#lib/db/mail-links.ts";
import { acceptRows } from "#lib/preflight/accept-rows.ts";
import { mailLinkStanding } from "#lib/preflight/mail-link-standing.ts";
import { releaseTime } from "#lib/preflight/release-time.ts";

/**
 * Accepts the one item that a link from a mail is for, as `item.accept` would, with the rights of this moment and the company's
 * undo time. Used again, it answers what it answered first. Only who came by the link can ask; no session and no token can.
 */
export const acceptByMail = defineCommand({
  name: "item.accept_by_mail",
  needs: "export.decide",
  input: z.strictObject({ linkId: z.uuid() }),
  touches: ["inbox.page", "item.view", "outbox.page", "shell.view"],
  async run(context, { linkId }): Promise<Outcome<{ itemId: string; number: string; releaseAt: string }>> {
    const { tx, companyId } = context;
    const standing = await mailLinkStanding(context, linkId, true);
    if (!standing.ok) return standing;
    const { link, item, closed } = standing.value;
    const answer = { itemId: item.id, number: item.number };
    if (link.releaseAt !== null) return ok({ ...answer, releaseAt: link.releaseAt });
    if (closed) return { ok: false, refusal: closed };
    const at = await releaseTime(tx, companyId, 1, null);
    if (!at.ok) return at;
    const { decisionId, version: seenVersion, revisionId: seenRevisionId, documentSha256: seenSha256 } = link;
    const row = { itemId: item.id, decisionId, seenVersion, seenRevisionId, seenSha256 };
    const { rows } = await acceptRows(context, [row], { releaseAt: at.value });
    const [one] = rows;
    // Whatever moved meanwhile, a link gives no first signature: that is rolled back as well.
    if (one?.code === firstSignature) return refuse("mail_link.second", { number: item.number });
    if (!one?.isDone) return refuse("mail_link.refused", { sentence: one?.sentence ?? "", fix: one?.fix ?? "" });
    await spendMailLink(tx, companyId, linkId, at.value);
    return ok({ ...answer, releaseAt: at.value });
  },
});
