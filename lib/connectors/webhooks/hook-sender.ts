import { createHmac } from "node:crypto";
import { type ClientRequest, type IncomingMessage, request as plain } from "node:http";
import { request as secure } from "node:https";
import { isIP } from "node:net";
import { guardedLookup, Inside } from "#lib/connectors/guarded-lookup.ts";
import type { HookAnswer, HookPort, HookRequest } from "#lib/connectors/port.ts";
import { isPrivateAddress } from "#lib/connectors/private-address.ts";
import { answerProblem, retryAfter, type WebhookForm } from "#lib/core/webhook-forms.ts";

type Config = {
  /** Addresses inside the network and plain http; for installations that want it, and for tests. */
  readonly allowsPrivate: boolean;
  readonly patienceMs?: number;
};

const insideWords = "The address is inside a network; only addresses on the open internet are written to.";

/** `t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>" in hex>`: who knows the secret can tell that it is ours, and how old. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}

/** Posts events to addresses that a company names. Redirects are not followed: an address is what was entered. */
export function hookSender({ allowsPrivate, patienceMs = 10_000 }: Config): HookPort {
  return {
    send: async (hook) => {
      const url = new URL(hook.url);
      if (url.protocol !== "https:" && !allowsPrivate)
        return { kind: "refused", words: "The address has to begin with https://." };
      const host = url.hostname.replace(/^\[|\]$/g, "");
      if (!allowsPrivate && isIP(host) && isPrivateAddress(host)) return { kind: "refused", words: insideWords };
      return await post(url, hook, { allowsPrivate, patienceMs });
    },
  };
}

function post(url: URL, { id, body, secret, form }: HookRequest, { allowsPrivate, patienceMs }: Required<Config>) {
  return new Promise<HookAnswer>((resolve) => {
    const seconds = Math.floor(Date.now() / 1000);
    const own = { "countersign-delivery": id, "countersign-signature": signatureOf(secret, seconds, body) };
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "user-agent": "Countersign",
      ...(form === "countersign" ? own : {}),
    };
    const signal = AbortSignal.timeout(patienceMs);
    // What is looked up is what is connected to: a name that points elsewhere a moment later gains nothing.
    const options = {
      method: "POST",
      headers,
      signal,
      agent: false,
      lookup: guardedLookup((address) => allowsPrivate || !isPrivateAddress(address)),
    };
    const send: typeof plain = url.protocol === "https:" ? secure : plain;
    const sent: ClientRequest = send(url, options, (answer) => resolve(heard(answer, form)));
    sent.on("error", (error) => resolve(failed(error)));
    sent.end(body);
  });
}

async function heard(answer: IncomingMessage, form: WebhookForm): Promise<HookAnswer> {
  const status = answer.statusCode ?? 0;
  const said = form === "countersign" ? "" : await beginning(answer);
  // Of a program of somebody's own, nothing of what it says is of interest.
  answer.destroy();
  const problem = answerProblem(form, status, said);
  if (problem?.isFinal) return { kind: "refused", words: problem.words };
  if (problem) return { kind: "later", status, words: problem.words };
  if (status >= 200 && status < 300) return { kind: "sent", status };
  const moved = status >= 300 && status < 400 ? ", which leads elsewhere; enter the address itself" : "";
  const seconds = status === 429 || status === 503 ? retryAfter(answer.headers["retry-after"], Date.now()) : null;
  const after = seconds === null ? {} : { afterSeconds: seconds };
  return { kind: "later", status, words: `It answered ${status}${moved}.`, ...after };
}

/** The first words of an answer; whatever ends it early ends them. */
async function beginning(answer: IncomingMessage): Promise<string> {
  let text = "";
  try {
    for await (const part of answer) {
      text += String(part);
      if (text.length >= 500) break;
    }
  } catch {
    // What arrived is enough: the status has the answer.
  }
  return text.slice(0, 500);
}

function failed(error: Error): HookAnswer {
  if (error instanceof Inside) return { kind: "refused", words: insideWords };
  const words =
    error.name === "AbortError" || error.name === "TimeoutError" ? "It did not answer in time." : error.message;
  return { kind: "later", status: null, words: words.slice(0, 300) };
}
