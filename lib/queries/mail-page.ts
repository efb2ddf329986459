import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { readMails } from "#lib/db/mails.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { type MailPage, mailStateIds } from "#lib/views/notices.ts";

const pageOf = 50;

/** Mails as they were written, newest first, and how far each came. */
export const mailPage = defineQuery({
  name: "mail.page",
  needs: "mail.read",
  input: z.object({ after: z.coerce.number().int().optional(), state: z.enum(mailStateIds).optional() }),
  async run({ tx, companyId, actor }, { after, state }) {
    const found = await readMails(tx, companyId, { before: after ?? null, state: state ?? null, limit: pageOf });
    const right = can(actor, "settings.change");
    const shown = found.slice(0, pageOf);
    const page: MailPage = {
      rows: shown.map(({ position: _, kind: __, createdAt: at, ...mail }) => ({ at, ...mail })),
      next: found.length > pageOf ? String(shown.at(-1)?.position) : null,
      reason: right.ok ? null : reasonOf(right.refusal),
    };
    return ok(page);
  },
});
