/**
 * What people say to each other and how they are told, as events of the record. The words themselves stay in the conversation:
 * the record has their hash, so that what was removed is gone and what stands can be proved unchanged.
 */
type FileFact = { readonly name: string; readonly sha256: string };
export type TalkEvent =
  | {
      readonly kind: "item.commented";
      readonly commentId: string;
      /** The line it is about; null: the whole item. */
      readonly line: string | null;
      readonly sha256: string;
      readonly mentions: readonly string[];
      /** Absent where it has none. */
      readonly files?: readonly FileFact[];
    }
  | {
      readonly kind: "item.comment_edited";
      readonly commentId: string;
      readonly before: string;
      readonly sha256: string;
      readonly mentions: readonly string[];
    }
  | {
      readonly kind: "item.comment_removed";
      readonly commentId: string;
      readonly sha256: string;
      /** Whose bytes went with it; absent where it had none. */
      readonly files?: readonly FileFact[];
    }
  | ({ readonly kind: "item.comment_file_removed"; readonly commentId: string } & FileFact)
  | { readonly kind: "item.followed" | "item.unfollowed" }
  | {
      readonly kind: "notice.settings_changed";
      readonly before: Readonly<Record<string, unknown>>;
      readonly after: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: "webhook.added" | "webhook.changed";
      readonly webhookId: string;
      readonly url: string;
      readonly isOn: boolean;
      readonly events: readonly string[];
    }
  | { readonly kind: "webhook.sent_again"; readonly deliveryId: string; readonly url: string; readonly event: string }
  | { readonly kind: "mail.sent_again"; readonly mailId: string; readonly address: string; readonly subject: string };

export type TalkKind = TalkEvent["kind"];

const kinds: Readonly<Record<TalkKind, true>> = {
  "item.commented": true,
  "item.comment_edited": true,
  "item.comment_removed": true,
  "item.comment_file_removed": true,
  "item.followed": true,
  "item.unfollowed": true,
  "notice.settings_changed": true,
  "mail.sent_again": true,
  "webhook.added": true,
  "webhook.changed": true,
  "webhook.sent_again": true,
};

export function isTalk<Event extends { readonly kind: string }>(
  event: Event,
): event is Extract<Event, { readonly kind: TalkKind }> {
  return event.kind in kinds;
}
