import type { RemovableList, WriteBack } from "#lib/connectors/port.ts";
import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import { type Body, exactBody, idDigits } from "#lib/connectors/procore/exact-body.ts";
import { type Found, readList } from "#lib/connectors/procore/find-records.ts";
import type { ImportList } from "#lib/connectors/procore/import-lists.ts";
import { isRow } from "#lib/connectors/procore/pages.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import { readRowRefusal } from "#lib/connectors/procore/refusals.ts";
import { LATER_MS, settledBy } from "#lib/connectors/procore/settled-by.ts";
import { originOf } from "#lib/connectors/procore/write-origin.ts";
import type { SourcePlaces } from "#lib/core/source-write.ts";

type Tie = { readonly id: string; readonly originId: string };
const BATCH = 1000;

/**
 * Takes origins away that are ours. What is there is read before and after: an origin of somebody else stays, and what counts
 * is that the tie is gone, not what was answered.
 */
export async function untie(
  client: ProcoreClient,
  list: ImportList,
  ties: readonly Tie[],
): Promise<readonly WriteBack[]> {
  const before = await readList(client, list);
  const open = ties.filter((tie) => verdictOn(before, tie) === null);
  const failures = new Map<string, WriteBack>();
  const size = list.write.by === "sync" ? BATCH : 1;
  for (let start = 0; start < open.length; start += size)
    await sever(client, list, open.slice(start, start + size), failures);
  const after = open.length > 0 ? await readList(client, list) : before;
  const unsettled: WriteBack = { kind: "later", retryAfterMs: LATER_MS, words: "Procore did not confirm the write." };
  return ties.map((tie) => verdictOn(before, tie) ?? verdictOn(after, tie) ?? failures.get(tie.id) ?? unsettled);
}

/** Null while the tie is there. */
function verdictOn({ byId }: Found, { id, originId }: Tie): WriteBack | null {
  const record = byId.get(id);
  const origin = record ? originOf(record.origin_id) : null;
  if (origin === null) return { kind: "written" };
  if (origin === originId) return null;
  const words = `The record carries the ERP id “${origin}”, not “${originId}”; its tie stays.`;
  return { kind: "refused", code: "origin.taken", words };
}

async function sever(
  client: ProcoreClient,
  list: ImportList,
  some: readonly Tie[],
  failures: Map<string, WriteBack>,
): Promise<void> {
  const { path, scope, write, fields } = list;
  const none: Body = { origin_id: null, origin_data: null, ...(fields.originCode ? { origin_code: null } : {}) };
  const inBody = Object.fromEntries(Object.entries(scope).map(([name, id]) => [name, idDigits(id)]));
  const [first] = some;
  const isSync = write.by === "sync";
  const target = isSync ? `${write.path ?? path}/sync` : `${write.one}/${idDigits(first?.id ?? "").text}`;
  const body: Body = isSync
    ? { ...inBody, updates: some.map(({ id }) => ({ id: idDigits(id), ...none })) }
    : { ...inBody, [write.name]: none };
  const query = isSync ? { ...scope, ...write.query } : scope;
  try {
    const url = client.url(target, query);
    const { body: answer } = await client.send({ method: "PATCH", url, lane: "write", body: exactBody(body) });
    const errors = isRow(answer) && Array.isArray(answer.errors) ? answer.errors.filter(isRow) : [];
    for (const row of errors) {
      const { code, message } = readRowRefusal(row);
      failures.set(String(row.id), { kind: "refused", code, words: message });
    }
  } catch (error) {
    const answer = error instanceof ProcoreError ? settledBy(error) : null;
    if (!answer) throw error;
    for (const { id } of some) failures.set(id, answer);
  }
}

/** Removes one record; one that is gone counts as removed. A lost answer is settled by removing it again later. */
export async function removeOne<List extends RemovableList>(
  client: ProcoreClient,
  list: List,
  place: SourcePlaces[List],
  id: string,
): Promise<WriteBack> {
  try {
    await client.send({ method: "DELETE", url: client.url(...addressOf(client, list, place, id)), lane: "write" });
    return { kind: "written" };
  } catch (error) {
    if (error instanceof ProcoreError && error.code === "record.gone") return { kind: "written" };
    const answer = error instanceof ProcoreError ? settledBy(error) : null;
    if (!answer) throw error;
    return answer;
  }
}

function addressOf<List extends RemovableList>(
  client: ProcoreClient,
  list: List,
  place: SourcePlaces[List],
  id: string,
): [string, Record<string, string>] {
  const [own, projectId] = [idDigits(id).text, idDigits(place.projectId).text];
  if (list === "budget_line_items") {
    return [`/rest/v2.0/companies/${client.settings.companyId}/projects/${projectId}/budget_line_items/${own}`, {}];
  }
  if (list === "prime_contracts") return [`/rest/v1.0/prime_contract/${own}`, { project_id: projectId }];
  const contractId = "contractId" in place ? idDigits(place.contractId).text : "";
  return [`/rest/v1.0/prime_contracts/${contractId}/line_items/${own}`, { project_id: projectId }];
}
