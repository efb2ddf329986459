import { type AcceptRule, ruleFor } from "#lib/core/accept-rules.ts";
import { type Actor, personIdOf } from "#lib/core/actors.ts";
import type { Lane } from "#lib/core/findings.ts";
import { sum } from "#lib/core/money.ts";
import { ok } from "#lib/core/outcome.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { readAcceptRules } from "#lib/db/accept-rules.ts";
import { readAssignedTotal } from "#lib/db/assignees.ts";
import { iso } from "#lib/db/database.ts";
import { withInstants } from "#lib/db/holds.ts";
import {
  type Counter,
  type ListOrder,
  type ListRow,
  readBoundedTotal,
  readCounters,
  readList,
  readNow,
  readProjectChoices,
} from "#lib/db/inbox.ts";
import { scopeOf, type TabScope, tabScopes } from "#lib/db/inbox-scope.ts";
import { searchList } from "#lib/db/inbox-search.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordType, recordTypes } from "#lib/records/registry.ts";
import { InboxFilter, type InboxPage, type InboxRow, type Total } from "#lib/views/inbox.ts";
import { type InboxTab, inboxTabIds } from "#lib/views/inbox-tabs.ts";
import { placeOf } from "#lib/views/rows.ts";

/** How far a narrowed list is counted; beyond it the footer says what is loaded instead. */
const countBound = 5000;

/** One page of the inbox with the counts of every tab (ux.md 6.1). */
export const inboxPage = defineQuery({
  name: "inbox.page",
  needs: "inbox.read",
  input: InboxFilter,
  async run({ tx, companyId, actor }, filter) {
    const scope = scopeOf(filter, personIdOf(actor));
    const order: ListOrder = { by: filter.sort, isDescending: filter.dir === "desc" };
    const find = scope.q === null ? readList : searchList;
    const { rows, next, total: found } = await find(tx, companyId, scope, order, filter.after ?? null, filter.limit);
    const counters = await readCounters(tx, companyId);
    const mine = await readAssignedTotal(tx, companyId, personIdOf(actor), tabScopes.mine.states);
    const counts = Object.fromEntries(
      inboxTabIds.map((tab) => [tab, tab === "mine" ? mine : totalOf(counters, tabScopes[tab], null)]),
    ) as Record<InboxTab, Total>;
    const isNarrow = scope.projectId !== null || scope.vendorId !== null || scope.assigneeId !== null;
    const counted = async () =>
      isNarrow
        ? await readBoundedTotal(tx, companyId, scope, countBound)
        : totalOf(counters, tabScopes[filter.tab], scope.recordType);
    const total = found === undefined ? await counted() : found;
    const rules = await readAcceptRules(tx, companyId);
    const page: InboxPage = {
      rows: rows.map((found) => toRow(found, signatureOf(found, rules, actor))),
      next,
      counts,
      total,
      projects: filter.after ? [] : await readProjectChoices(tx, companyId),
      types: recordTypes.map((type) => ({ id: type.id, label: type.label.many })),
      now: await readNow(tx),
    };
    return ok(page);
  },
});

function totalOf(counters: readonly Counter[], scope: TabScope, type: string | null): Total {
  const chosen = counters.filter(
    (counter) =>
      (scope.states ? scope.states.includes(counter.state) : counter.state !== "not_sent") &&
      (scope.lane === null || counter.lane === scope.lane) &&
      (scope.isReturned === null || counter.is_returned === scope.isReturned) &&
      (scope.isOnHold == null || counter.is_on_hold === scope.isOnHold) &&
      (type === null || counter.record_type === type),
  );
  return {
    count: chosen.reduce((all, counter) => all + counter.count, 0),
    amount: sum(chosen.map((counter) => counter.amount)),
  };
}

/** A list row as the screen shows it. */
function toRow(found: ListRow, signature: InboxRow["signature"]): InboxRow {
  const type = recordType(found.record_type);
  const kind = type.sourceKinds.find((one) => one.kind === found.source_kind);
  return {
    id: found.id,
    version: found.version,
    recordType: found.record_type,
    typeLabel: type.label.one,
    kindLabel: kind?.label ?? type.label.one,
    kindShort: kind?.short ?? null,
    state: found.state as ItemState,
    lane: found.lane as Lane,
    isReturned: found.is_returned,
    number: found.number,
    title: found.title,
    project: placeOf(found),
    vendor:
      found.vendor_id && found.vendor_name !== null
        ? { id: found.vendor_id, name: found.vendor_name, isLinked: found.is_linked }
        : null,
    amount: found.amount,
    assignee:
      found.assignee_id && found.assignee_name !== null ? { id: found.assignee_id, name: found.assignee_name } : null,
    movedAt: iso(found.state_at),
    sentAt: iso(found.sent_at),
    blocks: found.blocks,
    warns: found.warns,
    note: found.note,
    sageId: found.erp_id,
    revisionId: found.revision_id,
    revisionNumber: found.revision_number,
    documentSha256: found.document_sha256,
    releaseAt: iso(found.release_at),
    goesAfter: found.goes_after ?? [],
    hold: found.hold && withInstants(found.hold),
    signature,
  };
}

/** What waits for a decision under a rule, with who signed first. */
function signatureOf(found: ListRow, rules: readonly AcceptRule[], actor: Actor): InboxRow["signature"] {
  const { record_type: recordType, project_id: projectId, amount, signed_by: by } = found;
  if (found.state !== "ready" || ruleFor(rules, { recordType, projectId, amount }) === null) return null;
  return { firstBy: found.signed_by_name, isOwn: by !== null && actor.kind === "person" && by === actor.personId };
}
