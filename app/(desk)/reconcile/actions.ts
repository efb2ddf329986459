"use server";
import { signReconcile } from "#lib/commands/sign-reconcile.ts";
import { act } from "#lib/server/act.ts";

export async function signReconcileAction(input: unknown) {
  return act(signReconcile)(input);
}
