import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { WriteBack } from "#lib/connectors/port.ts";
import type { Answer, ProcoreClient } from "#lib/connectors/procore/client.ts";
import { documentKind, pathOf } from "#lib/connectors/procore/document-kinds.ts";
import { isRow, type Row } from "#lib/connectors/procore/pages.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import { readRowRefusal } from "#lib/connectors/procore/refusals.ts";
import { LATER_MS, settledBy } from "#lib/connectors/procore/settled-by.ts";

/** The project or the company that the document belongs to, as every call names it; ids are digits. */
export type PlaceQuery = { readonly project_id: string } | { readonly company_id: string };
export type Address = { readonly kind: string; readonly place: PlaceQuery; readonly id: string };
export type Origin = {
  readonly id: string | null;
  readonly code: string | null;
  readonly data: string | null;
  /** What a tie severed by us pointed to: it may be taken away or replaced, a tie of somebody else stays. */
  readonly was?: string;
};

const MAX_WRITES = 3;

/**
 * Sets or clears the origin of a document. The document is read before every write, also after a write whose outcome
 * is unknown, so that a value of another integration is not overwritten and a lost answer is not a second write.
 * Throws only when the connection itself has to be repaired (`reconnect`) or the answers make no sense.
 */
export async function writeOrigin(client: ProcoreClient, address: Address, origin: Origin): Promise<WriteBack> {
  try {
    return await readAndWrite(client, address, origin);
  } catch (error) {
    if (error instanceof ProcoreError) {
      const settled = settledBy(error);
      if (settled !== null) return settled;
    }
    throw error;
  }
}

async function readAndWrite(client: ProcoreClient, address: Address, origin: Origin): Promise<WriteBack> {
  const idempotencyToken = randomUUID();
  for (let writes = 0; ; writes += 1) {
    const document = await readDocument(client, address);
    const known = verdictOf(document, origin);
    if (known !== null) return known;
    if (writes === MAX_WRITES)
      return { kind: "later", retryAfterMs: LATER_MS, words: "Procore did not confirm the write." };
    try {
      const { path, body } = requestOf(address, document.row, origin);
      const url = client.url(path, {});
      const answered = rowResult(
        await client.send({ method: "PATCH", url, lane: "write", body, idempotencyToken }),
        address,
        origin,
      );
      if (answered !== null) return answered;
    } catch (error) {
      if (!(error instanceof ProcoreError) || (error.kind !== "transient" && error.kind !== "conflict")) throw error;
    }
    await sleep(client.backoffMs(writes));
  }
}

type Document = { readonly originId: string | null; readonly isDeleted: boolean; readonly row: Row };

async function readDocument(client: ProcoreClient, { kind, place, id }: Address): Promise<Document> {
  const url = client.url(`${pathOf(kind)}/${id}`, place);
  const { body, requestId } = await client.send({ method: "GET", url, lane: "write" });
  if (!isRow(body) || String(body.id) !== id) {
    throw new ProcoreError({
      kind: "permanent",
      code: "answer.shape",
      message: "The answer is not the document asked for.",
      requestId,
    });
  }
  return { originId: originOf(body.origin_id), isDeleted: (body.deleted_at ?? null) !== null, row: body };
}

/** What the document as it is says about the write; null when the write has to be made. */
function verdictOf(document: Document, origin: Origin): WriteBack | null {
  if (document.originId === origin.id) return { kind: "written" };
  if (document.isDeleted)
    return { kind: "refused", code: "record.gone", words: "The document was deleted in Procore." };
  const isOurs = document.originId === null || document.originId === origin.was;
  if (isOurs || (origin.id === null && origin.was === undefined)) return null;
  const ours = origin.id ?? origin.was;
  const words = `The document already carries the ERP id “${document.originId}”; ours is “${ours}”.`;
  return { kind: "refused", code: "origin.taken", words };
}

function requestOf(address: Address, row: Row, origin: Origin): { path: string; body: string } {
  const { write } = documentKind(address.kind);
  const path = pathOf(address.kind);
  if (write.by === "sync") return { path: `${path}/sync`, body: syncBody(address, origin, write.withoutCode ?? false) };
  const fields = write.with.map((name) => `${JSON.stringify(name)}:${idOf(row[name])},`).join("");
  const beside = write.beside ? { origin_data: origin.data } : { origin_code: origin.code };
  const values = JSON.stringify({ origin_id: origin.id, ...beside });
  const body = `{${placeText(address)},${fields}${JSON.stringify(write.name)}:${values}}`;
  return { path: `${path}/${address.id}`, body };
}

/** An id of the document as it was read, for the body of the write. */
function idOf(value: unknown): string {
  const id = String(value);
  if (/^[1-9]\d{0,18}$/.test(id)) return id;
  throw new ProcoreError({ kind: "permanent", code: "answer.shape", message: "The document names no contract." });
}

const placeText = ({ place }: Address): string =>
  Object.entries(place)
    .map(([name, id]) => `${JSON.stringify(name)}:${id}`)
    .join(",");

/** Ids go out as the digits they are: a long one would not survive a JavaScript number. */
function syncBody(address: Address, origin: Origin, withoutCode: boolean): string {
  const code = withoutCode ? {} : { origin_code: origin.code };
  const values = JSON.stringify({ origin_id: origin.id, ...code, origin_data: origin.data }).slice(1);
  return `{${placeText(address)},"updates":[{"id":${address.id},${values}]}`;
}

/** A sync answers 200 whatever happened: the row tells; a record written by itself comes back. Null when it is not ours. */
function rowResult({ body }: Answer, { id }: Address, origin: Origin): WriteBack | null {
  if (!isRow(body)) return null;
  if (Array.isArray(body.errors) && body.errors.length > 0) {
    const { code, message } = readRowRefusal(body.errors[0]);
    return { kind: "refused", code, words: message };
  }
  const entities = Array.isArray(body.entities) ? body.entities : [body];
  const isWritten = entities.some(
    (entity) => isRow(entity) && String(entity.id) === id && originOf(entity.origin_id) === origin.id,
  );
  return isWritten ? { kind: "written" } : null;
}

/** The origin as a text; none where it is empty. */
export function originOf(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value) || null : null;
}
