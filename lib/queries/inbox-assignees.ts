import { z } from "zod";
import { personIdOf } from "#lib/core/actors.ts";
import { ok } from "#lib/core/outcome.ts";
import { readAssignedCounts, readDeciders } from "#lib/db/assignees.ts";
import { tabScopes } from "#lib/db/inbox-scope.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { Assignees } from "#lib/views/inbox.ts";

/** Whom items can be assigned to: whoever asks first, then by name. */
export const inboxAssignees = defineQuery({
  name: "inbox.assignees",
  needs: "inbox.read",
  open: { about: "Who can decide on items, and how many each has." },
  input: z.object({}),
  async run({ tx, companyId, actor }) {
    const people = await readDeciders(tx, companyId, "accountant");
    const open = await readAssignedCounts(tx, companyId, tabScopes.mine.states);
    const me = personIdOf(actor);
    const view: Assignees = {
      people: people
        .map(({ id, name, grants, standsInFor }) => ({
          ...{ id, name, isMe: id === me, open: open.get(id) ?? 0 },
          recordTypes: [...new Set([...grants, ...standsInFor.flatMap((lender) => lender.grants)])],
        }))
        .toSorted((a, b) => Number(b.isMe) - Number(a.isMe)),
    };
    return ok(view);
  },
});
