import type { Audience, Happening } from "#lib/core/notices.ts";
import { reachedState } from "#lib/core/notices.ts";

/** What an address outside can be told of. */
export const webhookEvents = {
  "item.sent": "Sent to accounting",
  "item.accepted": "Accepted",
  "item.rejected": "Rejected",
  "item.commented": "Commented, without the words",
  "export.proved": "Synced",
  "export.failed": "Failed to Export",
  "export.held": "Held for a person",
  "item.unlinked": "Unlinked",
  "difference.opened": "Changed in Sage",
} as const;
export type WebhookEvent = keyof typeof webhookEvents;
export const webhookEventIds = Object.keys(webhookEvents) as [WebhookEvent, ...WebhookEvent[]];

/** What is sent when an address is added, so that whoever reads it can check the signature. */
export const testEvent = "webhook.test";

/** What of a happening goes out, each under a key of its own; the same thing goes out once. */
export function outgoingOf(
  happening: Happening,
  audience: Audience,
): readonly { readonly event: WebhookEvent; readonly key: string }[] {
  const own = webhookEventIds.find((id) => id === happening.kind);
  const state = reachedState(happening, audience);
  return [
    ...(own ? [{ event: own, key: `event:${happening.seq}` }] : []),
    ...(state ? [{ event: `export.${state.state}` as const, key: state.key }] : []),
  ];
}
