import { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { ok } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { readProjectChoices } from "#lib/db/inbox.ts";
import { type HistoryScope, readHistory } from "#lib/db/screens.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordType, recordTypes } from "#lib/records/registry.ts";
import { describeEvent } from "#lib/views/describe-event.ts";
import { factsOf } from "#lib/views/event-facts.ts";
import { HistoryFilter } from "#lib/views/history.ts";
import { pastPageOf } from "#lib/views/past-address.ts";
import type { HistoryPage, HistoryRow } from "#lib/views/screens.ts";

/** The company's record of every act, newest first. */
export const historyPage = defineQuery({
  name: "history.page",
  needs: "history.read",
  open: { about: "The record of every act, newest first, filtered." },
  input: HistoryFilter.extend({
    after: z.coerce.number().int().optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  async run({ tx, companyId, actor }, { after, limit, ...filter }) {
    const { events, next } = await readHistory(tx, companyId, scopeOf(filter, after ?? null, limit));
    const page: HistoryPage = {
      rows: events.map((found) => rowOf(found, actor)),
      next,
      types: recordTypes.map((type) => ({ id: type.id, label: type.label.many })),
      projects: after === undefined ? await readProjectChoices(tx, companyId) : [],
    };
    return ok(page);
  },
});

function scopeOf(filter: HistoryFilter, before: number | null, limit: number): HistoryScope {
  return {
    before,
    limit,
    kind: filter.kind || null,
    who: filter.who?.trim() || null,
    q: filter.q?.trim() || null,
    itemId: filter.itemId ?? null,
    recordType: filter.type || null,
    projectId: filter.project ?? null,
    from: filter.from ?? null,
    to: filter.to ?? null,
  };
}

type Found = Awaited<ReturnType<typeof readHistory>>["events"][number];

function rowOf({ event, recordType: type, ...entry }: Found, actor: Actor): HistoryRow {
  const page = pastPageOf(event);
  const isOpen = page !== "/settings" || can(actor, "settings.read").ok;
  const { words, details } = describeEvent(event);
  return {
    ...entry,
    kind: event.kind,
    words,
    details,
    facts: factsOf(event),
    pastPage: isOpen ? page : null,
    typeLabel: type === null ? null : recordType(type).label.one,
  };
}
