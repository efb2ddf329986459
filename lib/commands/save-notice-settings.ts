import { defineCommand } from "#lib/commands/define-command.ts";
import { noticeDefaults } from "#lib/core/notices.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { readNoticeSettings, writeNoticeSettings } from "#lib/db/notice-settings.ts";
import { SaveNoticeSettings } from "#lib/views/inputs.ts";

/** How the person wants to be told of what, and when the daily summary is written. */
export const saveNoticeSettings = defineCommand({
  name: "notice.save_settings",
  needs: "session.own",
  input: SaveNoticeSettings,
  touches: ["notice.settings"],
  async run({ tx, companyId, actor }, after): Promise<Outcome<{ isSaved: true }>> {
    if (actor.kind !== "person") return ok({ isSaved: true });
    const before = (await readNoticeSettings(tx, companyId)).get(actor.personId) ?? noticeDefaults;
    await writeNoticeSettings(tx, companyId, actor.personId, after);
    await appendAudit(tx, companyId, actor, [{ event: { kind: "notice.settings_changed", before, after } }]);
    return ok({ isSaved: true });
  },
});
