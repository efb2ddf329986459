import { z } from "zod";

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

const Column = z.strictObject({
  id: z.enum(inboxColumnIds),
  width: z.int().min(columnWidths.least).max(columnWidths.most),
});
/** Columns that somebody chose, ordered and sized; the ones left out are hidden. */
export const ColumnLayout = z
  .array(Column)
  .min(1)
  .max(inboxColumnIds.length)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, "a column is there twice")
  .refine((list) => list.some(({ id }) => id === "number"), "the number names the row and is always shown");
export type ColumnLayout = z.infer<typeof ColumnLayout>;
