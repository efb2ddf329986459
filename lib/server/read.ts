import "server-only";
import { forbidden, notFound, redirect } from "next/navigation";
import type { z } from "zod";
import { wordsOf } from "#lib/core/refusals.ts";
import type { Query } from "#lib/queries/define-query.ts";
import { principal } from "#lib/server/session.ts";
import { database } from "#lib/server/wiring.ts";

const absent: readonly string[] = ["item.unknown", "batch.unknown", "run.unknown", "cause.unknown"];

/** A page's question, asked for whoever is signed in; without a session the way leads to sign-in, and back afterwards. */
export async function read<Input extends z.ZodType, View>(
  query: Query<Input, View>,
  input: unknown,
  from?: string,
): Promise<View> {
  const who = await principal();
  if (!who) redirect(from ? `/sign-in?callbackUrl=${encodeURIComponent(from)}` : "/sign-in");
  const outcome = await query.execute(database(), who, input);
  if (outcome.ok) return outcome.value;
  if (absent.includes(outcome.refusal.code)) notFound();
  if (outcome.refusal.code.startsWith("access.")) forbidden();
  throw new Error(wordsOf(outcome.refusal).sentence);
}
