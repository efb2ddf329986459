import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { markRead } from "#lib/db/notices.ts";
import { MarkNotices } from "#lib/views/inputs.ts";

/** Marks own notices as read. What somebody has read is nobody else's business and not in the record. */
export const markNotices = defineCommand({
  name: "notice.mark_read",
  needs: "session.own",
  input: MarkNotices,
  touches: ["notice.page", "shell.view"],
  async run({ tx, companyId, actor }, which): Promise<Outcome<{ marked: number }>> {
    if (actor.kind !== "person") return ok({ marked: 0 });
    return ok({ marked: await markRead(tx, companyId, actor.personId, which) });
  },
});
