"use server";
import { startRun } from "#lib/commands/start-run.ts";
import { stopRun } from "#lib/commands/stop-run.ts";
import { act } from "#lib/server/act.ts";

export async function startRunAction(input: unknown) {
  return act(startRun)(input);
}
export async function stopRunAction(input: unknown) {
  return act(stopRun)(input);
}
