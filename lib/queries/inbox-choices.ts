import { z } from "zod";
import { findingWords } from "#lib/core/narrowing.ts";
import { ok } from "#lib/core/outcome.ts";
import { readFindingCounts, readSenders } from "#lib/db/inbox-choices.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { InboxChoices } from "#lib/views/inbox.ts";

/** What the dialog of further filters offers: who sent items, and what the checks say of them. */
export const inboxChoices = defineQuery({
  name: "inbox.choices",
  needs: "inbox.read",
  open: { about: "Who sent items, and which findings items have." },
  input: z.object({}),
  async run({ tx, companyId }) {
    const findings = await readFindingCounts(tx, companyId);
    const view: InboxChoices = {
      senders: await readSenders(tx, companyId),
      findings: findings.map(({ code, items }) => ({ code, words: findingWords(code), items })),
    };
    return ok(view);
  },
});
