import type { SourceRecord } from "#lib/connectors/port.ts";
import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import type { DocumentKind, ReadTogether } from "#lib/connectors/procore/document-kinds.ts";
import { isRow, listRows } from "#lib/connectors/procore/pages.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import type { Json } from "#lib/core/canonical-json.ts";

/** Null for a record that is gone or may not be read. */
export async function orNothing<T>(read: Promise<T | null>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    // A company that cut the connection says nothing about this document: that must not look like a deletion.
    if (!(error instanceof ProcoreError) || error.code === "access.not_connected") throw error;
    if (error.kind === "not_found" || error.kind === "permission") return null;
    throw error;
  }
}

/** The document with the record that it names, as Procore shows that now; null where it is gone or may not be read. */
export async function together(
  client: ProcoreClient,
  record: SourceRecord | null,
  kind: DocumentKind,
  projectId: string,
): Promise<SourceRecord | null> {
  if (!record || !kind.with || !isRow(record.raw)) return record;
  const { id, name, one } = kind.with;
  const url = client.url(`/rest/v1.0/${one}/${idOf(record.raw[id])}`, { project_id: projectId });
  const named = await orNothing(client.send({ method: "GET", url, lane: "read" }).then(({ body }) => body));
  return { ...record, raw: { ...record.raw, [name]: named } as Json };
}

/** Ids of the named records that changed in the window: their documents are read again, though these are what they were. */
export async function changedBeside(
  client: ProcoreClient,
  { list }: ReadTogether,
  query: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  const url = client.url(`/rest/v1.0/${list}`, query);
  const reading = async () => {
    for await (const row of listRows(client, url)) ids.add(idOf(row.id));
    return true;
  };
  await orNothing(reading());
  return [...ids];
}

function idOf(value: Json | undefined): string {
  const id = String(value);
  if (/^[1-9]\d{0,18}$/.test(id)) return id;
  throw new ProcoreError({ kind: "permanent", code: "answer.shape", message: "The document names no contract." });
}
