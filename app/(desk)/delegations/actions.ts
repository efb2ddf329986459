"use server";
import { endDelegation } from "#lib/commands/end-delegation.ts";
import { makeDelegation } from "#lib/commands/make-delegation.ts";
import { act } from "#lib/server/act.ts";

export async function makeDelegationAction(input: unknown) {
  return act(makeDelegation)(input);
}
export async function endDelegationAction(input: unknown) {
  return act(endDelegation)(input);
}
