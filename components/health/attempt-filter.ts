import { type AttemptFilter, type AttemptOutcome, attemptOutcomes } from "#lib/views/unknown.ts";

type Params = Readonly<Record<string, string | string[] | null | undefined>>;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The filter in the address; what is empty or no such choice is left out. */
export function attemptFilterOf({ outcome, client, q }: Params): AttemptFilter {
  return {
    ...(typeof outcome === "string" && Object.hasOwn(attemptOutcomes, outcome)
      ? { outcome: outcome as AttemptOutcome }
      : {}),
    ...(typeof client === "string" && uuid.test(client) ? { client } : {}),
    ...(typeof q === "string" && q !== "" ? { q: q.slice(0, 100) } : {}),
  };
}
