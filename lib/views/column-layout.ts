import { z } from "zod";
import { columnWidths, inboxColumnIds } from "#lib/views/inbox-columns.ts";

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
