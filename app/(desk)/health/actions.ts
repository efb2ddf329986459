"use server";
import { assignCause } from "#lib/commands/assign-cause.ts";
import { listenToSource } from "#lib/commands/listen-to-source.ts";
import { makeEnrolmentCode } from "#lib/commands/make-enrolment-code.ts";
import { muteCause } from "#lib/commands/mute-cause.ts";
import { refreshSage } from "#lib/commands/refresh-sage.ts";
import { retryItems } from "#lib/commands/retry-items.ts";
import { revokeSyncClient } from "#lib/commands/revoke-sync-client.ts";
import { act } from "#lib/server/act.ts";

export async function makeEnrolmentCodeAction(input: unknown) {
  return act(makeEnrolmentCode)(input);
}
export async function listenToSourceAction(input: unknown) {
  return act(listenToSource)(input);
}
export async function refreshSageAction(input: unknown) {
  return act(refreshSage)(input);
}
export async function revokeSyncClientAction(input: unknown) {
  return act(revokeSyncClient)(input);
}
export async function retryItemsAction(input: unknown) {
  return act(retryItems)(input);
}
export async function muteCauseAction(input: unknown) {
  return act(muteCause)(input);
}
export async function assignCauseAction(input: unknown) {
  return act(assignCause)(input);
}
