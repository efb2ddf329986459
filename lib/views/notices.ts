import type { NoticeKind, NoticeSettings } from "#lib/core/notices.ts";
import type { ItemState } from "#lib/core/workflow.ts";

export type NoticeView = {
  readonly id: number;
  readonly kind: NoticeKind;
  /** "Ada Kline rejected SC-0001". */
  readonly title: string;
  /** What was said, or why. */
  readonly words: string;
  readonly at: string;
  readonly isRead: boolean;
  readonly href: string;
  /** Null where it is about a file. */
  readonly item: { readonly kindLabel: string; readonly title: string; readonly state: ItemState } | null;
};
export type NoticePage = {
  readonly rows: readonly NoticeView[];
  readonly next: string | null;
  readonly unread: number;
  readonly now: string;
};

export type NoticeSettingsView = NoticeSettings & {
  readonly email: string;
  readonly timeZone: string;
};

export const mailStates = {
  due: { label: "Waits", tone: "wait" },
  sending: { label: "Being sent", tone: "flow" },
  sent: { label: "Sent", tone: "good" },
  kept: { label: "Kept here", tone: "quiet" },
  failed: { label: "Failed", tone: "bad" },
} as const;
export type MailState = keyof typeof mailStates;
export const mailStateIds = Object.keys(mailStates) as MailState[];

export type MailView = {
  readonly id: string;
  readonly at: string;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  readonly state: MailState;
  readonly attempts: number;
  readonly isDoubtful: boolean;
  readonly note: string | null;
  readonly sentAt: string | null;
};
export type MailPage = {
  readonly rows: readonly MailView[];
  readonly next: string | null;
  /** Why the person may not send one again; null when allowed. */
  readonly reason: string | null;
};
