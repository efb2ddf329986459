import { z } from "zod";
import { ColumnLayout } from "#lib/views/column-layout.ts";
import { InboxFilter } from "#lib/views/inbox.ts";

/** What a view keeps of a list: filter, grouping, order, and its columns where it has its own. */
export const ViewBody = z.strictObject({
  ...InboxFilter.omit({ after: true, limit: true }).shape,
  columns: ColumnLayout.nullable().default(null),
});
export type ViewBody = z.infer<typeof ViewBody>;

export const SaveView = z.strictObject({
  /** Null for a new view. */
  viewId: z.uuid().nullable(),
  /** The version that the person opened; null for a new view. */
  seenVersion: z.int().nullable(),
  name: z.string().trim().min(1).max(60),
  isShared: z.boolean(),
  body: ViewBody,
});
export const ViewRef = z.strictObject({ viewId: z.uuid() });

export type SavedView = {
  readonly id: string;
  readonly name: string;
  readonly isShared: boolean;
  /** Who made it. */
  readonly owner: string;
  readonly isMine: boolean;
  readonly canChange: boolean;
  readonly version: number;
  readonly body: ViewBody;
};
/** Own views and the company's, by name; and whether the person may share one. */
export type SavedViews = {
  readonly views: readonly SavedView[];
  readonly canSave: { readonly isAllowed: boolean; readonly reason: string | null };
  readonly canShare: { readonly isAllowed: boolean; readonly reason: string | null };
};
