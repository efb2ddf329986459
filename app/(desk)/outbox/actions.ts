"use server";
import { releaseItems } from "#lib/commands/release-items.ts";
import { takeBackBatch } from "#lib/commands/take-back-batch.ts";
import { takeBackItems } from "#lib/commands/take-back-items.ts";
import { act } from "#lib/server/act.ts";

export async function takeBackItemsAction(input: unknown) {
  return act(takeBackItems)(input);
}
export async function takeBackBatchAction(input: unknown) {
  return act(takeBackBatch)(input);
}
export async function releaseItemsAction(input: unknown) {
  return act(releaseItems)(input);
}
