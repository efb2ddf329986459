import type { NarrowingKey } from "#lib/core/narrowing.ts";
import type { ListScope } from "#lib/db/inbox.ts";

type TabScope = Pick<ListScope, "states" | "lane" | "isReturned" | "isOnHold" | "isSigned">;

/** What each tab shows, in states and lanes. */
export const tabScopes = {
  ready: { states: ["ready"], lane: null, isReturned: null, isOnHold: false },
  clean: { states: ["ready"], lane: "clean", isReturned: null, isOnHold: false },
  look: { states: ["ready"], lane: "look", isReturned: null, isOnHold: false },
  blocked: { states: ["ready"], lane: "blocked", isReturned: null, isOnHold: false },
  returned: { states: ["ready"], lane: null, isReturned: true, isOnHold: false },
  onhold: { states: ["ready", "outbox", "exporting"], lane: null, isReturned: null, isOnHold: true },
  failed: { states: ["failed"], lane: null, isReturned: null, isOnHold: null },
  held: { states: ["unknown", "held"], lane: null, isReturned: null, isOnHold: null },
  outbox: { states: ["outbox", "exporting"], lane: null, isReturned: null, isOnHold: null },
  synced: { states: ["synced"], lane: null, isReturned: null, isOnHold: null },
  second: { states: ["ready"], lane: null, isReturned: null, isOnHold: null, isSigned: true },
  /** Of the one who looks. */
  mine: { states: ["ready", "failed", "unknown", "held"], lane: null, isReturned: null, isOnHold: null },
  all: { states: null, lane: null, isReturned: null, isOnHold: null },
} as const satisfies Record<string, TabScope>;

type Filter = { readonly tab: keyof typeof tabScopes } & { readonly [Key in NarrowingKey]?: string | undefined };

/** What a filter of the inbox narrows the list to, for the person who looks; an id that is none narrows nothing. */
export function scopeOf(filter: Filter, personId: string): ListScope {
  return {
    ...tabScopes[filter.tab],
    recordType: filter.type ?? null,
    projectId: idOrNone(filter.project),
    vendorId: idOrNone(filter.vendor),
    assigneeId: filter.tab === "mine" ? personId : idOrNone(filter.assignee),
    q: filter.q?.trim() || null,
    sender: filter.sender || null,
    least: filter.least ?? null,
    most: filter.most ?? null,
    days: filter.days ? Number(filter.days) : null,
    finding: filter.finding || null,
    projectIds: null,
  };
}

/** Whether counters know the total of a list: they have tabs and record types alone. */
export function isCounted(scope: ListScope): boolean {
  const { projectId, vendorId, assigneeId, sender, least, most, days, finding, isSigned } = scope;
  return [projectId, vendorId, assigneeId, sender, least, most, days, finding, isSigned].every((one) => !one);
}

function idOrNone(text: string | undefined): string | null {
  return text && /^(none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text) ? text.toLowerCase() : null;
}
