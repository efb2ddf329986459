import type { SourceDocument, SourceFilePort } from "#lib/connectors/port.ts";
import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import { pathOf } from "#lib/connectors/procore/document-kinds.ts";
import { type Download, download } from "#lib/connectors/procore/file-download.ts";
import { isRow } from "#lib/connectors/procore/pages.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import { fileSize } from "#lib/core/file-kinds.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type SourceFile, sourceFileLimits } from "#lib/core/source-files.ts";

type Attached = SourceFile & { readonly url: string };
type Kept = { readonly at: number; readonly reading: Promise<Outcome<readonly Attached[]>> };

/** An address of the storage holds about a minute: what was read is given again for less than that, to everybody who asks. */
const KEPT_MS = 45_000;
const MOST_KEPT = 500;

/** What documents of one company have attached in Procore (domain/procore-rest-api.md 4.6): one call for a document. */
export function attachedFiles(client: ProcoreClient): SourceFilePort {
  const kept = new Map<string, Kept>();
  const gate = gateOf(sourceFileLimits.atOnce);
  const keyOf = ({ kind, projectId, id }: SourceDocument) => `${kind}|${projectId}|${id}`;
  const listOf = (document: SourceDocument): Promise<Outcome<readonly Attached[]>> => {
    const key = keyOf(document);
    const found = kept.get(key);
    if (found && performance.now() - found.at < KEPT_MS) return found.reading;
    const reading = readList(client, document);
    kept.delete(key);
    kept.set(key, { at: performance.now(), reading });
    for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
    // What was refused is asked for again.
    void reading.then((outcome) => outcome.ok || kept.delete(key));
    return reading;
  };
  return {
    async list(document) {
      const found = await listOf(document);
      return found.ok ? ok(found.value.map(({ id, name }) => ({ id, name }))) : found;
    },
    async read(document, fileId) {
      return await gate(async () => {
        const first = await fetched(client, await listOf(document), fileId);
        if (first.ok || first.refusal.code !== "source.file_refused") return first;
        // The address may have been used up: another one, once.
        kept.delete(keyOf(document));
        return await fetched(client, await listOf(document), fileId);
      });
    },
  };
}

async function readList(client: ProcoreClient, document: SourceDocument): Promise<Outcome<readonly Attached[]>> {
  const { kind, projectId, id } = document;
  const place: Readonly<Record<string, string>> =
    projectId === null ? { company_id: client.settings.companyId } : { project_id: projectId };
  if (![id, projectId ?? id].every((one) => /^[1-9]\d{0,18}$/.test(one)) || !/^[a-z_]+$/.test(kind))
    return refuse("source.gone");
  try {
    const url = client.url(`${pathOf(kind)}/${id}`, place);
    const { body } = await client.send({ method: "GET", url, lane: "read" });
    return attachedIn(body);
  } catch (error) {
    return refusalOf(error);
  }
}

/** `attachments` of a record: each with an id, a name (packages call it so, the others `filename`) and an address. */
function attachedIn(body: Json): Outcome<readonly Attached[]> {
  const listed = isRow(body) ? body.attachments : undefined;
  if (!Array.isArray(listed)) return refuse("source.shape");
  const found = listed.flatMap((one: Json) => {
    if (!isRow(one)) return [];
    const { id, name, filename, url } = one;
    const words = [name, filename].find((word) => typeof word === "string" && word.trim() !== "");
    if ((typeof id !== "number" && typeof id !== "string") || typeof words !== "string") return [];
    return [{ id: String(id), name: words, url: typeof url === "string" ? url : "" }];
  });
  return found.length === listed.length ? ok(found) : refuse("source.shape");
}

async function fetched(
  client: ProcoreClient,
  listed: Outcome<readonly Attached[]>,
  fileId: string,
): Promise<Awaited<ReturnType<SourceFilePort["read"]>>> {
  if (!listed.ok) return listed;
  const file = listed.value.find(({ id }) => id === fileId);
  if (!file) return refuse("source.file_gone");
  try {
    const got = await withToken(client, file.url);
    return got.kind === "read" ? ok({ id: file.id, name: file.name, bytes: got.bytes }) : refused(file, got);
  } catch (error) {
    return refusalOf(error);
  }
}

/** A 401 means a token that ended early: another one, once. */
async function withToken(client: ProcoreClient, url: string): Promise<Download> {
  const { apiBase, companyId, tuning } = client.settings;
  for (let attempt = 0; ; attempt += 1) {
    const token = await client.token.current();
    const headers = { authorization: `Bearer ${token}`, "procore-company-id": companyId };
    const limits = { mostBytes: sourceFileLimits.bytes, timeoutMs: tuning.timeoutMs };
    const got = await download(url, { apiBase, headers, ...limits });
    if (got.kind !== "refused" || got.status !== 401 || attempt > 0) return got;
    client.token.drop(token);
  }
}

function refused({ name }: Attached, got: Exclude<Download, { kind: "read" }>) {
  switch (got.kind) {
    case "large": {
      const limit = fileSize(sourceFileLimits.bytes);
      const size = got.size === null ? `more than ${limit}` : fileSize(got.size);
      return refuse("source.file_large", { name, size, limit });
    }
    case "elsewhere":
      return refuse("source.file_elsewhere", { name });
    case "silent":
      return refuse("source.silent");
    case "refused":
      return got.status === 429 ? refuse("source.busy", { wait: "a minute" }) : refuse("source.file_refused", { name });
  }
}

function refusalOf(error: unknown) {
  if (!(error instanceof ProcoreError)) throw error;
  switch (error.kind) {
    case "not_found":
      return refuse("source.gone");
    case "permission":
      return refuse("source.denied");
    case "reconnect":
      return refuse("source.reconnect");
    case "rate":
      return refuse("source.busy", { wait: waitWords(error.retryAfterMs) });
    case "transient":
      return refuse("source.silent");
    default:
      return refuse("source.shape");
  }
}

function waitWords(ms: number | null): string {
  const minutes = Math.ceil((ms ?? 60_000) / 60_000);
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
}

/** Runs as many as that at a time; the others wait their turn. */
function gateOf(places: number) {
  let free = places;
  const waiting: (() => void)[] = [];
  return async <T>(run: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
