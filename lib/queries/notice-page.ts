import { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { noticeTitle } from "#lib/core/notices.ts";
import { ok } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { readNow } from "#lib/db/inbox.ts";
import { countUnread, type NoticeRow, readNotices } from "#lib/db/notices.ts";
import { noticeHref } from "#lib/preflight/notice-mail.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { kindWords, recordTypeOfKind } from "#lib/records/registry.ts";
import type { NoticePage, NoticeView } from "#lib/views/notices.ts";

/** What the person who asks was told, newest first; nothing about items that they may no longer read. */
export const noticePage = defineQuery({
  name: "notice.page",
  needs: "session.own",
  input: z.object({
    after: z.coerce.number().int().optional(),
    show: z.enum(["all", "unread"]).default("all"),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  async run({ tx, companyId, actor }, { after, show, limit }) {
    const personId = actor.kind === "person" ? actor.personId : "";
    const ask = { personId, before: after ?? null, isUnread: show === "unread", limit };
    const found = personId ? await readNotices(tx, companyId, ask) : [];
    const shown = found.slice(0, limit);
    const page: NoticePage = {
      rows: shown.filter((one) => mayStillRead(actor, one)).map(toView),
      next: found.length > limit ? String(shown.at(-1)?.id) : null,
      unread: await countUnread(tx, companyId, personId),
      now: await readNow(tx),
    };
    return ok(page);
  },
});

const mayStillRead = (actor: Actor, { itemId, projectId }: NoticeRow) =>
  itemId === null || can(actor, "item.read", { projectId }).ok;

function toView(row: NoticeRow): NoticeView {
  const { id, kind, who, number, words, at, readAt, title, state, sourceKind } = row;
  return {
    ...{ id, kind, words, at },
    title: noticeTitle(kind, who, number),
    isRead: readAt !== null,
    href: noticeHref(row),
    item:
      sourceKind === null || state === null
        ? null
        : { kindLabel: kindWords(recordTypeOfKind(sourceKind), sourceKind).label, title, state },
  };
}
