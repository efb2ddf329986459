import type { Answer, ProcoreClient } from "#lib/connectors/procore/client.ts";
import type { ProcoreCode } from "#lib/connectors/procore/procore-error.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import type { Json } from "#lib/core/canonical-json.ts";

export type Row = { readonly [key: string]: Json | undefined };

const MAX_PAGES = 10_000;
const MAX_PASSES = 4;

/**
 * All rows of a list, page after page as the answers link them. Rows that leave the list meanwhile move the others
 * forward over a page border, unseen; `Total` then shrinks, and the list is read again. So a row may come twice.
 */
export async function* listRows(client: ProcoreClient, first: URL): AsyncGenerator<Row> {
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const hasMoved = yield* onePass(client, first);
    if (!hasMoved) return;
  }
  throw broken("transient", "paging.moving", "The list kept changing while it was read.", null);
}

async function* onePass(client: ProcoreClient, first: URL): AsyncGenerator<Row, boolean> {
  const seen = new Set<string>();
  let hasMoved = false;
  let total: number | null = null;
  let count = 0;
  for (let url: URL | null = first; url !== null; ) {
    seen.add(url.href);
    const answer: Answer = await client.send({ method: "GET", url, lane: "read" });
    const rows = rowsOf(answer);
    count += rows.length;
    yield* rows;
    hasMoved ||= total !== null && answer.total !== null && answer.total < total;
    total = answer.total ?? total;
    url = nextOf(answer, url, client.settings.apiBase);
    if (url !== null && (seen.has(url.href) || seen.size >= MAX_PAGES)) {
      throw broken("permanent", "paging.loop", "The links of the list lead in a circle.", answer);
    }
  }
  // One page, no link, yet a larger total: something on the way took the Link header off.
  if (seen.size === 1 && total !== null && total > count) {
    throw broken(
      "permanent",
      "paging.incomplete",
      `The list has ${total} rows, but no link leads past ${count}.`,
      null,
    );
  }
  return hasMoved;
}

function rowsOf(answer: Answer): readonly Row[] {
  const { body } = answer;
  const rows = isRow(body) ? (body.data ?? null) : body;
  if (!Array.isArray(rows) || !rows.every(isRow))
    throw broken("permanent", "answer.shape", "The answer is not a list of records.", answer);
  return rows;
}

/** Whether a value is a JSON object. */
export function isRow(value: Json | undefined): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nextOf(answer: Answer, current: URL, apiBase: string): URL | null {
  const link = nextLink(answer.link);
  if (link === null) return null;
  const next = URL.canParse(link, current.href) ? new URL(link, current.href) : null;
  // The token goes where the link leads.
  if (next === null || next.origin !== new URL(apiBase).origin || next.username !== "" || next.password !== "") {
    throw broken(
      "permanent",
      "paging.foreign_host",
      "The link to the next page leads away from the configured host.",
      answer,
    );
  }
  return next;
}

/** The target of `rel="next"` in a Link header; null when there is none. */
export function nextLink(header: string | null): string | null {
  for (const [, target, parameters] of (header ?? "").matchAll(/<([^>]*)>([^<]*)/g)) {
    const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters ?? "");
    const names = (relations?.[1] ?? relations?.[2] ?? "").toLowerCase().split(/\s+/);
    if (target !== undefined && names.includes("next")) return target;
  }
  return null;
}

function broken(
  kind: "permanent" | "transient",
  code: ProcoreCode,
  message: string,
  answer: Answer | null,
): ProcoreError {
  return new ProcoreError({ kind, code, message, requestId: answer?.requestId ?? null });
}
