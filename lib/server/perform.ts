import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Command } from "#lib/commands/define-command.ts";
import { type Refusal, wordsOf } from "#lib/core/refusals.ts";
import { isOwnOrigin, isTooFast } from "#lib/server/origin.ts";
import { principal } from "#lib/server/session.ts";
import { database } from "#lib/server/wiring.ts";
import type { ActionAnswer } from "#lib/views/inputs.ts";

/**
 * Runs a command for whoever is signed in, whatever the door: origin → session → pace → the command's own checks. Refusals
 * come back in words; a defect is logged under an id, and the person is told the id.
 */
export async function perform<Input extends z.ZodType, Output>(
  command: Command<Input, Output>,
  raw: unknown,
  headers: Headers,
): Promise<ActionAnswer<Output>> {
  if (!isOwnOrigin(headers))
    return plain(
      "request.foreign",
      "The request did not come from this application.",
      "Open Countersign itself and try again.",
    );
  const who = await principal();
  if (!who) return plain("session.ended", "You are signed out.", "Sign in again; what you typed is kept.");
  if (isTooFast(who.sessionId, Date.now()))
    return plain("request.pace", "Too many commands in a few seconds.", "Wait ten seconds and go on.");
  try {
    const outcome = await command.execute(database(), who, raw);
    return outcome.ok ? { ok: true, value: outcome.value } : said(outcome.refusal);
  } catch (error) {
    const id = randomUUID().slice(0, 8);
    console.error(
      JSON.stringify({
        level: "error",
        id,
        command: command.name,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    );
    return plain(
      "fault",
      `Something went wrong here (${id}). Nothing was decided.`,
      "Try again; if it stays, tell your administrator the number.",
    );
  }
}

function said(refusal: Refusal): ActionAnswer<never> {
  return { ok: false, code: refusal.code, ...wordsOf(refusal), details: refusal.details ?? [] };
}
function plain(code: string, sentence: string, fix: string): ActionAnswer<never> {
  return { ok: false, code, sentence, fix, details: [] };
}
