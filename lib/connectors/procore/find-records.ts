import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import type { Field, ImportList } from "#lib/connectors/procore/import-lists.ts";
import { listRows, type Row } from "#lib/connectors/procore/pages.ts";
import { originOf } from "#lib/connectors/procore/write-origin.ts";
import { isDecimal, isEqual } from "#lib/core/money.ts";
import type { SourceLook } from "#lib/core/source-write.ts";

/** A row of any list: its origin, the record it names if it does, and values by field. */
export type Wanted = { readonly originId: string; readonly id?: string; readonly [field: string]: unknown };

/** Records of a list by their ids and by their origins. */
export type Found = { readonly byId: ReadonlyMap<string, Row>; readonly byOrigin: ReadonlyMap<string, Row> };

/**
 * The records that the rows may be. One row is looked for by its origin where the list offers that; several are looked for in
 * the whole list, which costs fewer requests than one for each.
 */
export async function findRecords(client: ProcoreClient, list: ImportList, rows: readonly Wanted[]): Promise<Found> {
  const [only] = rows;
  const isOne = rows.length === 1 && only !== undefined && only.id === undefined && list.hasOriginFilter;
  return await readList(client, list, isOne ? { "filters[origin_id]": only.originId } : {});
}

/** The list, or the part of it that the filter leaves. */
export async function readList(
  client: ProcoreClient,
  list: ImportList,
  filter: Readonly<Record<string, string>> = {},
): Promise<Found> {
  const byId = new Map<string, Row>();
  const byOrigin = new Map<string, Row>();
  const url = client.url(list.path, { ...list.scope, ...list.query, per_page: list.perPage, ...filter });
  for await (const row of listRows(client, url)) {
    if ((row.deleted_at ?? null) !== null) continue;
    byId.set(String(row.id), row);
    const origin = originOf(row.origin_id);
    if (origin !== null) byOrigin.set(origin, row);
  }
  return { byId, byOrigin };
}

export function recordFor({ byId, byOrigin }: Found, row: Wanted): Row | null {
  return (row.id === undefined ? byOrigin.get(row.originId) : byId.get(row.id)) ?? null;
}

/** The fields of the row that the record has otherwise; its origin, too, where the record is only now to be tied. */
export function differences(list: ImportList, row: Wanted, record: Row): readonly string[] {
  const fields = Object.entries(list.fields).filter(
    ([name, field]) => row[name] !== undefined && field.once === undefined && !isSame(field, row[name], record),
  );
  const untied = originOf(record.origin_id) === row.originId ? [] : ["originId"];
  return [...untied, ...fields.map(([name]) => name)];
}

/** Nothing and an empty text are the same; amounts are compared as numbers. */
function isSame(field: Field, wanted: unknown, record: Row): boolean {
  const present = field.read ? field.read(record) : record[field.name];
  const [left, right] = [textOf(wanted), textOf(present)];
  if (field.as === "flag") return (left === "true") === (right === "true");
  const areNumbers = (field.as === "decimal" || field.as === "number") && isDecimal(left) && isDecimal(right);
  return areNumbers ? isEqual(left, right) : left === right;
}

const textOf = (value: unknown): string => (value === null || value === undefined ? "" : String(value));

/** The row beside what Procore has of it. */
export function lookAt(list: ImportList, row: Wanted, found: Found): SourceLook {
  const record = recordFor(found, row);
  if (record === null) return { kind: "absent" };
  const [id, differs] = [String(record.id), differences(list, row, record)];
  return differs.length === 0 ? { kind: "equal", id } : { kind: "different", id, differs };
}
