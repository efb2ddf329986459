"use server";
import { askTable } from "#lib/commands/ask-table.ts";
import { removeTable } from "#lib/commands/remove-table.ts";
import { stopTable } from "#lib/commands/stop-table.ts";
import { act } from "#lib/server/act.ts";

export async function askTableAction(input: unknown) {
  return act(askTable)(input);
}
export async function stopTableAction(input: unknown) {
  return act(stopTable)(input);
}
export async function removeTableAction(input: unknown) {
  return act(removeTable)(input);
}
