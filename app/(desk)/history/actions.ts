"use server";
import { verifyChainCommand } from "#lib/commands/verify-chain.ts";
import { act } from "#lib/server/act.ts";

export async function verifyChainAction(input: unknown) {
  return act(verifyChainCommand)(input);
}
