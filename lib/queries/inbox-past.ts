import { personIdOf } from "#lib/core/actors.ts";
import { throughInstant } from "#lib/core/as-of.ts";
import { ok } from "#lib/core/outcome.ts";
import { type Counter, type ListScope, readNow, readProjectChoices, type Total } from "#lib/db/inbox.ts";
import { isCounted, scopeOf, tabScopes } from "#lib/db/inbox-scope.ts";
import {
  type PastListRow,
  readCompanyKeptFrom,
  readPastCounters,
  readPastList,
  readPastMine,
} from "#lib/db/past-inbox.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { kindWords, recordType, recordTypes } from "#lib/records/registry.ts";
import { totalOf } from "#lib/views/counters.ts";
import { type PastTab, pastTabIds } from "#lib/views/inbox-tabs.ts";
import { type PastInbox, PastInboxFilter } from "#lib/views/past.ts";
import { toPastRow } from "#lib/views/past-rows.ts";

/** The inbox and its counts as they were at an instant: the orders, the search and the filters of the inbox, over what was there then. */
export const inboxPast = defineQuery({
  name: "inbox.past",
  needs: "inbox.read",
  input: PastInboxFilter,
  async run({ tx, companyId, actor }, filter) {
    const now = await readNow(tx);
    const keptFrom = await readCompanyKeptFrom(tx, companyId);
    const bound = throughInstant(filter.at);
    const isToCome = Date.parse(filter.at) > Date.parse(now);
    const isKept = !isToCome && keptFrom !== null && Date.parse(bound) >= Date.parse(keptFrom);
    const scope = scopeOf(filter, personIdOf(actor));
    const order = { by: filter.sort, isDescending: filter.dir === "desc" };
    const list = isKept
      ? await readPastList(tx, companyId, { ...scope, order, after: filter.after ?? null }, bound, filter.limit)
      : { rows: [], next: null };
    const counters = isKept ? await readPastCounters(tx, companyId, bound) : [];
    const mine = isKept
      ? await readPastMine(tx, companyId, personIdOf(actor), tabScopes.mine.states, bound)
      : { count: 0, amount: "0.00" };
    const countOf = (tab: PastTab) => (tab === "mine" ? mine : totalOf(counters, tabScopes[tab], null));
    const page: PastInbox = {
      at: filter.at,
      standing: isToCome ? "to_come" : isKept ? "shown" : "not_kept",
      keptFrom,
      rows: list.rows.map((found) => toPastRow(found, wordsOf(found))),
      next: list.next,
      counts: Object.fromEntries(pastTabIds.map((tab) => [tab, countOf(tab)])) as PastInbox["counts"] &
        Record<PastTab, unknown>,
      total: knownTotal(filter, scope, counters, mine),
      projects: filter.after ? [] : await readProjectChoices(tx, companyId),
      types: recordTypes.map((type) => ({ id: type.id, label: type.label.many })),
      now,
    };
    return ok(page);
  },
});

/** Of the whole list, where the counters know it. */
function knownTotal(
  filter: PastInboxFilter,
  scope: ListScope,
  counters: readonly Counter[],
  mine: Total,
): Total | null {
  const isMine = filter.tab === "mine";
  if (scope.q !== null || !isCounted(isMine ? { ...scope, assigneeId: null } : scope)) return null;
  if (isMine) return scope.recordType === null ? mine : null;
  return totalOf(counters, tabScopes[filter.tab], scope.recordType);
}

function wordsOf({ record_type, source_kind }: PastListRow) {
  const type = recordType(record_type);
  return { typeLabel: type.label.one, kindLabel: kindWords(type, source_kind).label };
}
