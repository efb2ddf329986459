import type { Answer, FieldErrors } from "#lib/simulators/procore/answer.ts";
import { created, fieldErrors, invalid, noContent, notFound, ok } from "#lib/simulators/procore/answer.ts";
import { contractTotals } from "#lib/simulators/procore/contract-shape.ts";
import type { Contract, ContractKind, Incoming, Kind, Line } from "#lib/simulators/procore/data-file.ts";
import { isContractKind, isKind, recordSchemas } from "#lib/simulators/procore/data-file.ts";
import { PAGE_USER_ID } from "#lib/simulators/procore/rest-call.ts";
import type { AnyRecord, Store } from "#lib/simulators/procore/store.ts";

const LISTED = 1000;

type RecordsCall = {
  store: Store;
  method: string;
  kind: string;
  id: string | undefined;
  query: URLSearchParams;
  body: Record<string, unknown>;
};

/** Records as the data file holds them, without the locks and rules of the REST door. */
export function controlRecords(call: RecordsCall): Answer {
  const { store, kind, method } = call;
  if (!isKind(kind)) throw notFound();
  if (call.id === undefined) {
    if (method === "GET") return ok(listRecords(store, kind, call.query));
    if (method === "POST") return created(shown(kind, createRecord(store, kind, call.body)));
    return { status: 405, headers: { Allow: "GET, POST" } };
  }
  const record = store.get<Kind>(kind, Number(call.id)) as AnyRecord | null;
  if (!record) throw notFound();
  if (method === "GET") return ok(shown(kind, record));
  if (method === "PATCH") return ok(shown(kind, patchRecord(store, kind, record, call.body)));
  if (method === "DELETE") return deleteRecord(store, kind, record, call.query.get("soft") === "true");
  return { status: 405, headers: { Allow: "GET, PATCH, DELETE" } };
}

function shown(kind: Kind, record: AnyRecord): unknown {
  return isContractKind(kind) ? { ...record, ...contractTotals(record as Contract) } : record;
}

/** Any field in the query must be equal: ?project_id=77&number=SC-1. */
function listRecords(store: Store, kind: Kind, query: URLSearchParams): unknown[] {
  const limit = Number(query.get("limit") ?? LISTED);
  const wanted = [...query].filter(([field]) => field !== "limit");
  const found: unknown[] = [];
  for (const record of store.all<Kind>(kind) as Iterable<AnyRecord>) {
    if (found.length >= limit) break;
    if (wanted.every(([field, value]) => String(record[field] ?? "") === value)) found.push(shown(kind, record));
  }
  return found;
}

/** A record with its own updated_at is set down quietly in the past; without one it is a change like any other. */
function createRecord(store: Store, kind: Kind, body: Record<string, unknown>): AnyRecord {
  const record = checked(store, kind, body);
  if (record.id !== undefined && store.get(kind, record.id)) throw invalid({ id: ["has already been taken"] });
  if (record.updated_at !== undefined) return store.load<Kind>(kind, record) as AnyRecord;
  return store.save<Kind>(kind, record, PAGE_USER_ID) as AnyRecord;
}

function patchRecord(store: Store, kind: Kind, existing: AnyRecord, body: Record<string, unknown>): AnyRecord {
  const merged: Record<string, unknown> = { ...existing, ...body, id: existing.id };
  if (isContractKind(kind) && Array.isArray(body.line_items)) {
    merged.line_items = body.line_items.map((line: Record<string, unknown>, index) =>
      mergedLine((existing as Contract).line_items, line, index),
    );
  }
  return store.save<Kind>(kind, checked(store, kind, merged), PAGE_USER_ID) as AnyRecord;
}

/** A line with a known id keeps what it does not name, and its updated_at if nothing moved. */
function mergedLine(existing: readonly Line[], patch: Record<string, unknown>, index: number): Record<string, unknown> {
  const before = existing.find((line) => line.id === patch.id);
  if (!before) return { position: index + 1, ...patch };
  const merged: Record<string, unknown> = { ...before, position: index + 1, ...patch };
  if (JSON.stringify(merged) === JSON.stringify(before)) return merged;
  delete merged.updated_at;
  if (merged.extended_type === "calculated" && patch.amount === undefined) delete merged.amount;
  return merged;
}

function deleteRecord(store: Store, kind: Kind, record: AnyRecord, isSoft: boolean): Answer {
  if (isSoft) store.save<Kind>(kind, { ...(record as Incoming<Kind>), deleted_at: store.clock.next() }, PAGE_USER_ID);
  else store.remove(kind, record.id, PAGE_USER_ID);
  return noContent;
}

function checked(store: Store, kind: Kind, body: Record<string, unknown>): Incoming<Kind> {
  const parsed = recordSchemas[kind].safeParse(body);
  if (!parsed.success) throw invalid(fieldErrors(parsed.error));
  const record = parsed.data as Incoming<Kind>;
  const errors: FieldErrors = {};
  if ("company_id" in record && !store.get("companies", Number(record.company_id)))
    errors.company_id = ["does not exist"];
  if ("project_id" in record && record.project_id != null && !store.get("projects", Number(record.project_id)))
    errors.project_id = ["does not exist"];
  if (Object.keys(errors).length > 0) throw invalid(errors);
  const originId = record.origin_id;
  const holder = typeof originId === "string" ? store.idOfOrigin(kind, companyOf(store, record), originId) : null;
  if (holder !== null && holder !== record.id) throw invalid({ origin_id: ["has already been taken"] });
  return record;
}

function companyOf(store: Store, record: Incoming<Kind>): number {
  if ("company_id" in record) return Number(record.company_id);
  return store.get("projects", Number((record as Incoming<ContractKind>).project_id))?.company_id ?? 0;
}
