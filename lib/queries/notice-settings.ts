import { z } from "zod";
import { noticeDefaults } from "#lib/core/notices.ts";
import { ok } from "#lib/core/outcome.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readNoticeSettings } from "#lib/db/notice-settings.ts";
import { readClock } from "#lib/db/own-preferences.ts";
import { readPersonEmail } from "#lib/db/screens.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { NoticeSettingsView } from "#lib/views/notices.ts";

/** How the person who asks is told of what. */
export const noticeSettings = defineQuery({
  name: "notice.settings",
  needs: "session.own",
  input: z.object({}),
  async run({ tx, companyId, actor }) {
    const personId = actor.kind === "person" ? actor.personId : "";
    const view: NoticeSettingsView = {
      ...((await readNoticeSettings(tx, companyId)).get(personId) ?? noticeDefaults),
      email: await readPersonEmail(tx, personId),
      timeZone: (await readClock(tx, await readCompany(tx, companyId), actor)).timeZone,
    };
    return ok(view);
  },
});
