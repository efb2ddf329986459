"use server";
import { changeWebhook } from "#lib/commands/change-webhook.ts";
import { sendDelivery } from "#lib/commands/send-delivery.ts";
import { act } from "#lib/server/act.ts";
import { addWebhookWithSecret } from "#lib/server/add-webhook.ts";

export async function addWebhookAction(input: unknown) {
  return addWebhookWithSecret(input);
}
export async function changeWebhookAction(input: unknown) {
  return act(changeWebhook)(input);
}
export async function sendDeliveryAction(input: unknown) {
  return act(sendDelivery)(input);
}
