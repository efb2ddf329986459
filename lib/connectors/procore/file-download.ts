import { type IncomingMessage, request as plain } from "node:http";
import { request as secure } from "node:https";
import { isIP } from "node:net";
import { guardedLookup, Inside } from "#lib/connectors/guarded-lookup.ts";
import { isPrivateAddress } from "#lib/connectors/private-address.ts";

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1)$/;
const MOST_HOPS = 5;

export type Download =
  | { readonly kind: "read"; readonly bytes: Uint8Array }
  /** `size` is what the answer announces; null where it was counted. */
  | { readonly kind: "large"; readonly size: number | null }
  | { readonly kind: "elsewhere" }
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "silent" };

type Options = {
  /** Procore's REST. Where it is on this machine, the ways of its files are, too, and only there. */
  readonly apiBase: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly mostBytes: number;
  readonly timeoutMs: number;
};

/**
 * The bytes behind an address that Procore gave. It begins at Procore (its REST's origin, or a host of procore.com over https)
 * and goes where the answers lead: the token goes to Procore alone, and no step goes inside a network (the developer guide's
 * page on secure file access: addresses and the hosts they lead to change).
 */
export async function download(address: string, options: Options): Promise<Download> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  let url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !isProcores(url, options.apiBase)) return { kind: "elsewhere" };
  for (let hop = 0; hop <= MOST_HOPS; hop += 1) {
    if (!mayBeAsked(url, options.apiBase)) return { kind: "elsewhere" };
    try {
      const answer = await ask(url, isProcores(url, options.apiBase) ? options.headers : {}, options, signal);
      const { statusCode: status = 0 } = answer;
      if (status === 200) return await bodyOf(answer, options.mostBytes);
      answer.destroy();
      const to = status >= 300 && status < 400 ? (answer.headers.location ?? "") : null;
      if (to === null) return { kind: "refused", status };
      if (!URL.canParse(to, url.href)) return { kind: "elsewhere" };
      url = new URL(to, url.href);
    } catch (error) {
      return { kind: error instanceof Inside ? "elsewhere" : "silent" };
    }
  }
  return { kind: "elsewhere" };
}

/** Whether an address is Procore's own: there the token has to be shown. */
export function isProcores(url: URL, apiBase: string): boolean {
  if (url.origin === new URL(apiBase).origin) return true;
  return url.protocol === "https:" && url.port === "" && /(^|\.)procore\.com$/.test(url.hostname);
}

/** Over TLS to an address of the open internet; on this machine alone where Procore's REST is on it. */
export function mayBeAsked(url: URL, apiBase: string): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isHere(apiBase))) return false;
  const host = bare(url.hostname);
  return isIP(host) === 0 || isAllowedAddress(host, apiBase);
}

function isAllowedAddress(address: string, apiBase: string): boolean {
  return isHere(apiBase) ? LOOPBACK.test(address) : !isPrivateAddress(address);
}

function isHere(apiBase: string): boolean {
  const host = bare(new URL(apiBase).hostname);
  return host === "localhost" || LOOPBACK.test(host);
}

const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, "");

function ask(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { apiBase }: Options,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send: typeof plain = url.protocol === "https:" ? secure : plain;
    const lookup = guardedLookup((address) => isAllowedAddress(address, apiBase));
    const own = { ...headers, accept: "*/*", "accept-encoding": "identity", "user-agent": "Countersign" };
    send(url, { headers: own, signal, agent: false, lookup }, resolve).on("error", reject).end();
  });
}

async function bodyOf(answer: IncomingMessage, mostBytes: number): Promise<Download> {
  const announced = /^\d{1,15}$/.test(answer.headers["content-length"] ?? "")
    ? Number(answer.headers["content-length"])
    : null;
  if (announced !== null && announced > mostBytes) {
    answer.destroy();
    return { kind: "large", size: announced };
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    // Leaving the loop ends the connection.
    if (size > mostBytes) return { kind: "large", size: null };
    parts.push(part);
  }
  return { kind: "read", bytes: Buffer.concat(parts) };
}
