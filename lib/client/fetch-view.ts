import { Problem, signedOut, unreachable } from "#lib/client/problem.ts";
import { noteServerNow } from "#lib/client/server-clock.ts";
import { setSessionEnded } from "#lib/client/session-state.ts";
import type { ViewName, Views } from "#lib/client/view-names.ts";

/** What every server takes as an address; a longer question is posted. */
const longestAddress = 2000;

/** Asks for one view; throws a Problem in words. */
export async function fetchView<Name extends ViewName>(
  name: Name,
  input: Views[Name]["input"],
  signal?: AbortSignal,
): Promise<Views[Name]["view"]> {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input))
    if (value !== undefined && value !== null) query.set(key, String(value));
  const url = query.size > 0 ? `/api/views/${name}?${query}` : `/api/views/${name}`;
  const isLong = url.length > longestAddress;
  const response = await fetch(isLong ? `/api/views/${name}` : url, {
    signal: signal ?? null,
    redirect: "manual",
    headers: { accept: "application/json", ...(isLong ? { "content-type": "application/json" } : {}) },
    ...(isLong ? { method: "POST", body: JSON.stringify(Object.fromEntries(query)) } : {}),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw unreachable();
  });
  if (response.type === "opaqueredirect" || response.status === 401) {
    setSessionEnded(true);
    throw signedOut();
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw isWords(body) ? new Problem(body) : unreachable();
  if (body === null) throw unreachable();
  setSessionEnded(false);
  if (typeof body === "object" && "now" in body && typeof body.now === "string") noteServerNow(body.now);
  return body as Views[Name]["view"];
}

function isWords(body: unknown): body is { code: string; sentence: string; fix: string } {
  if (typeof body !== "object" || body === null) return false;
  return "sentence" in body && "fix" in body && "code" in body;
}
