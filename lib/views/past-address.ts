import type { AuditEvent } from "#lib/core/audit.ts";
import { narrowingKeys } from "#lib/core/narrowing.ts";

const withAt = (path: string, at: string): string =>
  `${path}${path.includes("?") ? "&" : "?"}at=${encodeURIComponent(at)}`;

/** The address of an item's page as it was at an instant (ISO). */
export function itemAt(itemId: string, at: string): string {
  return withAt(`/items/${itemId}`, at);
}

/** The address of a project's page as it was at an instant (ISO). */
export function projectAt(projectId: string, at: string): string {
  return withAt(`/projects/${projectId}`, at);
}

/** The address of the inbox as it was at an instant (ISO). */
export function inboxAt(at: string): string {
  return withAt("/inbox/past", at);
}

/** The address of a page that has a past (its path of now, as `pastPathOf` tells it) at an instant (ISO). */
export const pageAt = withAt;

/** What the inbox of now and that of then are both narrowed and ordered by; findings of then are told item by item. */
export const pastNarrowingKeys = narrowingKeys.filter((key) => key !== "finding");
const shared = ["tab", ...pastNarrowingKeys, "sort", "dir"] as const;

/**
 * Where a page's past is: takes the address of a page, returns that of its past without the instant; null where it has none. The
 * outbox is a view of the inbox of then.
 */
export function pastPathOf(pathname: string, search: string): string | null {
  const given = new URLSearchParams(search);
  const keep = (path: string, keys: readonly string[]) => {
    const kept = new URLSearchParams(keys.flatMap((key) => (given.get(key) ? [[key, given.get(key) ?? ""]] : [])));
    return kept.size === 0 ? path : `${path}?${kept}`;
  };
  if (pathname === "/inbox" || pathname === "/inbox/past") return keep("/inbox/past", shared);
  if (pathname === "/outbox") return "/inbox/past?tab=outbox";
  if (pathname === "/projects") return keep("/projects", ["q"]);
  if (pathname === "/vendors") return keep("/vendors", ["q"]);
  if (pathname === "/settings") return "/settings";
  return /^\/(items|projects)\/[^/]+$/.test(pathname) ? pathname : null;
}

/** The page whose past an event that is about no item changed; null where none did. */
export function pastPageOf(event: AuditEvent): string | null {
  switch (event.kind) {
    case "vendor.linked":
    case "vendor.unlinked":
      return `/vendors?q=${encodeURIComponent(event.name)}`;
    case "project.linked":
    case "project.unlinked":
      return `/projects/${event.projectId}`;
    case "settings.changed":
    case "periods.changed":
    case "grants.changed":
    case "person.added":
    case "person.changed":
    case "rules.proposed":
    case "rules.in_force":
    case "rules.refused":
    case "rules.withdrawn":
    case "delegation.made":
    case "delegation.ended":
      return "/settings";
    default:
      return null;
  }
}
