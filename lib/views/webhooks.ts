import type { WebhookEvent } from "#lib/core/webhook-events.ts";
import type { WebhookForm } from "#lib/core/webhook-forms.ts";

export type WebhookView = {
  readonly id: string;
  /** Whole only where it is no key by itself (lib/core/webhook-forms.ts). */
  readonly url: string;
  readonly form: WebhookForm;
  readonly events: readonly WebhookEvent[];
  readonly isOn: boolean;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly waiting: number;
  readonly failed: number;
};
export type WebhookList = {
  readonly rows: readonly WebhookView[];
  /** Why the person may change none; null when allowed. */
  readonly reason: string | null;
};

export const deliveryStates = {
  due: { label: "Waits", tone: "wait" },
  sent: { label: "Sent", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
} as const;
export type DeliveryView = {
  readonly id: string;
  readonly event: string;
  readonly body: string;
  readonly state: keyof typeof deliveryStates;
  readonly attempts: number;
  readonly note: string | null;
  readonly at: string;
  readonly dueAt: string | null;
};
export type DeliveryPage = { readonly rows: readonly DeliveryView[]; readonly next: string | null };
