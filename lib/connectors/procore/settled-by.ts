import type { WriteBack } from "#lib/connectors/port.ts";
import type { ProcoreError } from "#lib/connectors/procore/procore-error.ts";

/** After this time a write is tried again that Procore did not settle. */
export const LATER_MS = 60_000;

/** What a failed call means for what it was to write; null when the connection is broken or the answer made no sense. */
export function settledBy(error: ProcoreError): Exclude<WriteBack, { kind: "written" }> | null {
  const words = error.requestId === null ? error.message : `${error.message} (request ${error.requestId})`;
  if (error.kind === "transient" || error.kind === "rate" || error.kind === "conflict") {
    return { kind: "later", retryAfterMs: error.retryAfterMs ?? LATER_MS, words };
  }
  if (error.kind === "reconnect" || error.code.startsWith("answer.")) return null;
  return { kind: "refused", code: error.code, words };
}
