import type { Metadata } from "next";
import { addWebhookAction, changeWebhookAction, sendDeliveryAction } from "#app/(desk)/webhooks/actions.ts";
import { Webhooks } from "#components/webhooks/webhooks.tsx";
import { webhookList } from "#lib/queries/webhook-list.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksRoute() {
  const first = await read(webhookList, {}, "/webhooks");
  const actions = { add: addWebhookAction, change: changeWebhookAction, sendAgain: sendDeliveryAction };
  return <Webhooks first={first} actions={actions} />;
}
