"use server";
import { makeEnrolmentCode } from "#lib/commands/make-enrolment-code.ts";
import { refreshSage } from "#lib/commands/refresh-sage.ts";
import { revokeSyncClient } from "#lib/commands/revoke-sync-client.ts";
import { act } from "#lib/server/act.ts";

export async function makeEnrolmentCodeAction(input: unknown) {
  return act(makeEnrolmentCode)(input);
}
export async function refreshSageAction(input: unknown) {
  return act(refreshSage)(input);
}
export async function revokeSyncClientAction(input: unknown) {
  return act(revokeSyncClient)(input);
}
