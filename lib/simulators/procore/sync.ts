import type { Answer, FieldErrors } from "#lib/simulators/procore/answer.ts";
import { badRequest, ok, tooLarge } from "#lib/simulators/procore/answer.ts";
import type { RestCall } from "#lib/simulators/procore/rest-call.ts";

type SyncTarget<R> = {
  find(id: number): R | null;
  findByOrigin(originId: string): R | null;
  /** Stores the row over the existing record, or as a new one, or says what is wrong with it. */
  write(row: Record<string, unknown>, existing: R | null): { entity: unknown } | { errors: FieldErrors };
};

const LIMIT = 1000;

/** Accepted batches are always 200: what happened to each row is in the body. */
export function syncAnswer<R>(call: RestCall, target: SyncTarget<R>): Answer {
  const updates = call.body.updates;
  if (!Array.isArray(updates)) throw badRequest("param is missing or the value is empty: updates");
  if (updates.length > LIMIT) throw tooLarge(`A sync takes at most ${LIMIT} updates.`);
  const entities: unknown[] = [];
  const errors: unknown[] = [];
  for (const row of updates as unknown[]) {
    const attributes = typeof row === "object" && row !== null ? (row as Record<string, unknown>) : {};
    const outcome = syncRow(attributes, target);
    if ("entity" in outcome) entities.push(outcome.entity);
    else errors.push({ ...attributes, errors: outcome.errors });
  }
  return ok({ entities, errors });
}

function syncRow<R>(
  row: Record<string, unknown>,
  target: SyncTarget<R>,
): { entity: unknown } | { errors: FieldErrors } {
  if (row.id != null) {
    const existing = target.find(Number(row.id));
    return existing ? target.write(row, existing) : { errors: { id: ["does not exist"] } };
  }
  const existing =
    typeof row.origin_id === "string" && row.origin_id !== "" ? target.findByOrigin(row.origin_id) : null;
  return target.write(row, existing);
}
