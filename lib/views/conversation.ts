import type { FileKind } from "#lib/core/file-kinds.ts";

/** How long a person may change or remove a comment of their own. */
export const commentMinutes = 10;

export type FileView = {
  readonly id: string;
  readonly name: string;
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
  /** Its bytes are gone. */
  readonly isRemoved: boolean;
};

export type CommentView = {
  readonly id: string;
  readonly who: string;
  readonly at: string;
  /** Empty where it was removed. */
  readonly text: string;
  readonly line: string | null;
  readonly files: readonly FileView[];
  /** Names that the text mentions. */
  readonly mentions: readonly string[];
  readonly editedAt: string | null;
  readonly removedAt: string | null;
  /** Until when the person who asks may change it; null: not theirs, or over. */
  readonly openUntil: string | null;
};

/** What people say about an item, oldest first, and who is told about it. */
export type ConversationView = {
  readonly comments: readonly CommentView[];
  /** There are older ones than those asked for. */
  readonly hasOlder: boolean;
  /** Who may read the item, and so can be mentioned; without the person who asks. */
  readonly people: readonly { readonly id: string; readonly name: string; readonly role: string }[];
  /** Files that the person who asks has added and not sent. */
  readonly unsent: readonly FileView[];
  readonly followers: readonly string[];
  readonly isFollowing: boolean;
  /** Why the person may not comment; null when allowed. */
  readonly reason: string | null;
  readonly now: string;
};
