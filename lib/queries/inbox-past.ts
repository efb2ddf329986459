import { throughInstant } from "#lib/core/as-of.ts";
import type { Lane } from "#lib/core/findings.ts";
import { ok } from "#lib/core/outcome.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { readNow, readProjectChoices } from "#lib/db/inbox.ts";
import { scopeOf, tabScopes } from "#lib/db/inbox-scope.ts";
import { type PastListRow, readCompanyKeptFrom, readPastCounters, readPastList } from "#lib/db/past-inbox.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { kindWords, recordType, recordTypes } from "#lib/records/registry.ts";
import { totalOf } from "#lib/views/counters.ts";
import { type PastInbox, PastInboxFilter, type PastRow, type PastTab, pastTabIds } from "#lib/views/past.ts";
import { placeOf } from "#lib/views/rows.ts";

/** The inbox and its counts as they were at an instant, in the order in which the items had been sent. */
export const inboxPast = defineQuery({
  name: "inbox.past",
  needs: "inbox.read",
  input: PastInboxFilter,
  async run({ tx, companyId }, filter) {
    const now = await readNow(tx);
    const keptFrom = await readCompanyKeptFrom(tx, companyId);
    const bound = throughInstant(filter.at);
    const isToCome = Date.parse(filter.at) > Date.parse(now);
    const isKept = !isToCome && keptFrom !== null && Date.parse(bound) >= Date.parse(keptFrom);
    const { q: _, projectIds: __, ...scope } = scopeOf(filter, "");
    const order = { isDescending: filter.dir === "desc", after: filter.after ?? null };
    const list = isKept
      ? await readPastList(tx, companyId, { ...scope, ...order }, bound, filter.limit)
      : { rows: [], next: null };
    const counters = isKept ? await readPastCounters(tx, companyId, bound) : [];
    const isNarrow = scope.projectId !== null || scope.vendorId !== null || scope.assigneeId !== null;
    const page: PastInbox = {
      at: filter.at,
      standing: isToCome ? "to_come" : isKept ? "shown" : "not_kept",
      keptFrom,
      rows: list.rows.map(toRow),
      next: list.next,
      counts: Object.fromEntries(
        pastTabIds.map((tab) => [tab, totalOf(counters, tabScopes[tab], null)]),
      ) as PastInbox["counts"] & Record<PastTab, unknown>,
      total: isNarrow ? null : totalOf(counters, tabScopes[filter.tab], scope.recordType),
      projects: filter.after ? [] : await readProjectChoices(tx, companyId),
      types: recordTypes.map((type) => ({ id: type.id, label: type.label.many })),
      now,
    };
    return ok(page);
  },
});

function toRow(found: PastListRow): PastRow {
  const type = recordType(found.record_type);
  return {
    id: found.id,
    typeLabel: type.label.one,
    kindLabel: kindWords(type, found.source_kind).label,
    state: found.state as ItemState,
    lane: found.lane as Lane,
    isReturned: found.is_returned,
    isOnHold: found.is_on_hold,
    number: found.number,
    title: found.title,
    amount: found.amount,
    note: found.note,
    sageId: found.erp_id,
    project: placeOf(found),
    vendor: found.vendor_id && found.vendor_name !== null ? { id: found.vendor_id, name: found.vendor_name } : null,
    assignee:
      found.assignee_id && found.assignee_name !== null ? { id: found.assignee_id, name: found.assignee_name } : null,
    sentAt: found.sent_at,
  };
}
