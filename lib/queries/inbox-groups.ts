import { personIdOf } from "#lib/core/actors.ts";
import { sum } from "#lib/core/money.ts";
import { ok } from "#lib/core/outcome.ts";
import { readNow } from "#lib/db/inbox.ts";
import { type Grouping, type GroupRow, readGroups } from "#lib/db/inbox-groups.ts";
import { scopeOf } from "#lib/db/inbox-scope.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordTypes } from "#lib/records/registry.ts";
import { InboxGroupFilter, type InboxGroups } from "#lib/views/inbox.ts";
import { noneOf } from "#lib/views/inbox-tabs.ts";

/** How long a list may be, before its search and type, to be added up by groups. */
const groupBound = 20_000;
const withoutKey = { project: "Company directory", vendor: "No vendor", type: "", assignee: "Nobody" } as const;

/**
 * The groups of a list of the inbox with count and sum (company currency), all of them whichever is open: the filter by what
 * they are grouped by is left aside. `groups` is null when the list is too long to be added up.
 */
export const inboxGroups = defineQuery({
  name: "inbox.groups",
  needs: "inbox.read",
  open: { about: "The items of a list, added up by project, vendor, type or assignee." },
  input: InboxGroupFilter,
  async run({ tx, companyId, actor }, { group, ...filter }) {
    const scope = scopeOf({ ...filter, [group]: undefined }, personIdOf(actor));
    const found = await readGroups(tx, companyId, scope, group, groupBound);
    const groups = found?.map((one) => ({
      id: one.key ?? noneOf,
      label: labelOf(group, one),
      count: one.count,
      amount: one.amount,
    }));
    const view: InboxGroups = {
      groups: groups ?? null,
      total: groups
        ? { count: groups.reduce((all, one) => all + one.count, 0), amount: sum(groups.map((one) => one.amount)) }
        : null,
      bound: groupBound,
      now: await readNow(tx),
    };
    return ok(view);
  },
});

function labelOf(group: Grouping, { key, label }: GroupRow): string {
  if (key === null) return withoutKey[group];
  return (group === "type" ? recordTypes.find((type) => type.id === key)?.label.many : label) ?? key;
}
