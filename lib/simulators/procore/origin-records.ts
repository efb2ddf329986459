import type { z } from "zod";
import type { Answer, FieldErrors } from "#lib/simulators/procore/answer.ts";
import { fieldErrors, hasErrors } from "#lib/simulators/procore/answer.ts";
import { originErrors } from "#lib/simulators/procore/contract-writes.ts";
import type { Incoming, Kind, RecordOf } from "#lib/simulators/procore/data-file.ts";
import type { RestCall } from "#lib/simulators/procore/rest-call.ts";
import { SERVICE_USER_ID } from "#lib/simulators/procore/rest-call.ts";
import { syncAnswer } from "#lib/simulators/procore/sync.ts";

type Attributes = Record<string, unknown>;
type Outcome = { entity: unknown } | { errors: FieldErrors };

/** How records of one kind are written that have an origin and no lines. */
export type OriginRecords<K extends Kind> = {
  kind: K;
  schema: z.ZodType<Attributes>;
  /** Whether the record belongs to the project, company or list of the call. */
  isHere(record: RecordOf<K>): boolean;
  /** Values of every new record. */
  fresh: Attributes;
  /** Fields that a new record must have. */
  required: readonly string[];
  /** Names of the request put into those of the record, and whatever follows from them. */
  settle?(change: Attributes, existing: RecordOf<K> | null): Attributes;
  /** Further rules over the change. */
  check?(change: Attributes, existing: RecordOf<K> | null): FieldErrors;
  shape(record: RecordOf<K>): unknown;
};

/** Checks a new or changed record and stores it. */
function writeRecord<K extends Kind>(
  call: RestCall,
  records: OriginRecords<K>,
  attributes: unknown,
  existing: RecordOf<K> | null,
): Outcome {
  const parsed = records.schema.safeParse(attributes);
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const own = (existing as { id: number } | null)?.id ?? null;
  const errors: FieldErrors = {
    ...originErrors(call.store, records.kind, call.companyId, parsed.data.origin_id, own),
    ...records.check?.(parsed.data, existing),
  };
  for (const field of existing ? [] : records.required)
    if (parsed.data[field] === undefined || parsed.data[field] === "") errors[field] = ["can't be blank"];
  if (hasErrors(errors)) return { errors };
  const change = records.settle?.(parsed.data, existing) ?? parsed.data;
  const record = { ...(existing ?? records.fresh), ...change } as unknown as Incoming<K>;
  return { entity: records.shape(call.store.save<K>(records.kind, record, SERVICE_USER_ID)) };
}

/** The sync action over such records. */
export function syncRecords<K extends Kind>(call: RestCall, records: OriginRecords<K>): Answer {
  const find = (id: number | null): RecordOf<K> | null => {
    const record = call.store.get<K>(records.kind, id);
    return record && !record.deleted_at && records.isHere(record) ? record : null;
  };
  return syncAnswer<RecordOf<K>>(call, {
    find,
    findByOrigin: (originId) => find(call.store.idOfOrigin(records.kind, call.companyId, originId)),
    write: (row, existing) => writeRecord(call, records, row, existing),
  });
}

/** Whether another record that is not deleted has the value. */
export function isTaken<R extends { id: number; deleted_at?: string | null | undefined }>(
  others: readonly R[],
  existing: { id: number } | null,
  isSame: (other: R) => boolean,
): boolean {
  return others.some((other) => other.id !== existing?.id && !other.deleted_at && isSame(other));
}
