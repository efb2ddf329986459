"use server";
import { makeApiToken } from "#lib/commands/make-api-token.ts";
import { revokeApiTokenCommand } from "#lib/commands/revoke-api-token.ts";
import { act } from "#lib/server/act.ts";

export async function makeTokenAction(input: unknown) {
  return act(makeApiToken)(input);
}
export async function revokeTokenAction(input: unknown) {
  return act(revokeApiTokenCommand)(input);
}
