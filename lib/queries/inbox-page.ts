import { personIdOf } from "#lib/core/actors.ts";
import { ok } from "#lib/core/outcome.ts";
import { readAcceptRules } from "#lib/db/accept-rules.ts";
import { readOpenRun } from "#lib/db/accept-runs.ts";
import { readAssignedTotal } from "#lib/db/assignees.ts";
import {
  type ListOrder,
  readBoundedTotal,
  readCounters,
  readList,
  readNow,
  readProjectChoices,
  readSignedTotal,
} from "#lib/db/inbox.ts";
import { isCounted, scopeOf, tabScopes } from "#lib/db/inbox-scope.ts";
import { searchList } from "#lib/db/inbox-search.ts";
import { inboxRows } from "#lib/preflight/inbox-rows.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordTypes } from "#lib/records/registry.ts";
import { totalOf } from "#lib/views/counters.ts";
import { InboxFilter, type InboxPage, type Total } from "#lib/views/inbox.ts";
import { type InboxTab, inboxTabIds } from "#lib/views/inbox-tabs.ts";
import { progressOf } from "#lib/views/run-progress.ts";

/** How far a narrowed list is counted; beyond it the footer says what is loaded instead. */
const countBound = 5000;
const none: Total = { count: 0, amount: "0" };

/** One page of the inbox with the counts of every tab (ux.md 6.1). */
export const inboxPage = defineQuery({
  name: "inbox.page",
  needs: "inbox.read",
  open: { about: "The items of a list of the inbox, with amounts, findings and totals." },
  input: InboxFilter,
  async run({ tx, companyId, actor }, filter) {
    const scope = scopeOf(filter, personIdOf(actor));
    const order: ListOrder = { by: filter.sort, isDescending: filter.dir === "desc" };
    const find = scope.q === null ? readList : searchList;
    const { rows, next, total: found } = await find(tx, companyId, scope, order, filter.after ?? null, filter.limit);
    const counters = await readCounters(tx, companyId);
    const mine = await readAssignedTotal(tx, companyId, personIdOf(actor), tabScopes.mine.states);
    const rules = await readAcceptRules(tx, companyId);
    const second = rules.length > 0 ? await readSignedTotal(tx, companyId) : none;
    const counts = Object.fromEntries(
      inboxTabIds.map((tab) => [tab, { mine, second }[tab as string] ?? totalOf(counters, tabScopes[tab], null)]),
    ) as Record<InboxTab, Total>;
    const counted = async () =>
      isCounted(scope)
        ? totalOf(counters, tabScopes[filter.tab], scope.recordType)
        : await readBoundedTotal(tx, companyId, scope, countBound);
    const total = found === undefined ? await counted() : found;
    const open = await readOpenRun(tx, companyId);
    const page: InboxPage = {
      rows: inboxRows(rules, actor, rows),
      next,
      counts,
      total,
      projects: filter.after ? [] : await readProjectChoices(tx, companyId),
      types: recordTypes.map((type) => ({ id: type.id, label: type.label.many })),
      hasRules: rules.length > 0,
      run: open && progressOf(open),
      now: await readNow(tx),
    };
    return ok(page);
  },
});
