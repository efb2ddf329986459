import type { Action } from "#lib/client/actions.ts";
import { fetchView } from "#lib/client/fetch-view.ts";
import { Problem, problemOf, signedOut, signedOutCode, unreachable } from "#lib/client/problem.ts";
import { setSessionEnded } from "#lib/client/session-state.ts";

/** Calls a server action; a refusal, an ended session or a lost connection is thrown as a Problem in words. */
export async function callAction<T>(action: Action<T>, input: unknown): Promise<T> {
  const answer = await action(input).catch(async () => {
    throw await whyNoAnswer();
  });
  // A redirect to the sign-in page reaches the caller as no answer at all.
  if (answer === undefined || answer === null) throw await whyNoAnswer();
  if (answer.ok) return answer.value;
  if (answer.code === signedOutCode) {
    setSessionEnded(true);
    throw signedOut();
  }
  throw new Problem(answer);
}

async function whyNoAnswer(): Promise<Problem> {
  try {
    await fetchView("shell.view", {});
    return unreachable();
  } catch (error) {
    return problemOf(error);
  }
}
