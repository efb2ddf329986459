/** The address of an item's page as it was at an instant (ISO). */
export function itemAt(itemId: string, at: string): string {
  return `/items/${itemId}?at=${encodeURIComponent(at)}`;
}

/** The address of the inbox as it was at an instant (ISO). */
export function inboxAt(at: string): string {
  return `/inbox/past?at=${encodeURIComponent(at)}`;
}
