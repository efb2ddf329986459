import type { InboxRow } from "#lib/views/inbox.ts";
import type { ItemView } from "#lib/views/item.ts";

/** What assigning has to know of an item. */
export type Assignable = {
  readonly id: string;
  readonly number: string;
  readonly recordType: string;
  readonly assigneeId: string | null;
};

export function assignableRow(row: InboxRow | undefined): readonly Assignable[] {
  if (!row) return [];
  const { id, number, recordType, assignee } = row;
  return [{ id, number, recordType, assigneeId: assignee?.id ?? null }];
}

export function assignableItem({ id, number, recordType, assignee }: ItemView): Assignable {
  return { id, number, recordType, assigneeId: assignee?.id ?? null };
}
