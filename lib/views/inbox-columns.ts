/** The columns of the inbox, in the order in which they come; the number is the row's name and always shown. */
export const inboxColumnIds = [
  "state",
  "number",
  "type",
  "project",
  "vendor",
  "title",
  "assignee",
  "amount",
  "sent",
  "moved",
  "findings",
] as const;
export type InboxColumnId = (typeof inboxColumnIds)[number];

/** In pixels; wide enough to be seen, and no column fills the screen. */
export const columnWidths = { least: 48, most: 640, step: 16 } as const;
