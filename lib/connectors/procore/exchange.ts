import type { Settings } from "#lib/connectors/procore/config.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";

export type Exchange = { readonly status: number; readonly headers: Headers; readonly text: string };

/** One HTTP call with a time limit and a size limit; redirects are not followed, because the token would travel along. */
export async function exchange(settings: Settings, url: URL, init: RequestInit): Promise<Exchange> {
  const { timeoutMs, maxAnswerBytes } = settings.tuning;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await settings.fetch(url, { ...init, redirect: "manual", signal });
    const text = await readText(response, maxAnswerBytes);
    return { status: response.status, headers: response.headers, text };
  } catch (error) {
    if (error instanceof ProcoreError) throw error;
    if (signal.aborted) {
      throw new ProcoreError({
        kind: "transient",
        code: "network.timeout",
        message: `Procore did not answer within ${timeoutMs} ms.`,
      });
    }
    // The error's own text may hold the address; its code (ECONNRESET, ENOTFOUND) says enough.
    throw new ProcoreError({
      kind: "transient",
      code: "network.failed",
      message: `The connection to Procore failed (${reasonOf(error)}).`,
    });
  }
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new ProcoreError({
        kind: "too_large",
        code: "answer.too_large",
        message: `The answer is larger than ${maxBytes} bytes.`,
        status: response.status,
        requestId: response.headers.get("x-request-id"),
      });
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : null;
  return typeof code === "string" && /^[A-Z0-9_]{1,40}$/.test(code) ? code : "no code";
}
