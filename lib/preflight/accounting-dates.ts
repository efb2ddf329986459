import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import { dayProblem, type Period } from "#lib/core/periods.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { list, type Tx } from "#lib/db/database.ts";
import type { FactsBase } from "#lib/db/facts.ts";
import { type StoredItem, storeAssessments } from "#lib/db/items.ts";
import { type Assessed, assessItem, toStored } from "#lib/preflight/assess-items.ts";
import { recordType } from "#lib/records/registry.ts";

type Context = { readonly tx: Tx; readonly companyId: string; readonly actor: Actor };
/** One accounting date for many, and why. */
export type Dating = { readonly date: string; readonly reason: string };

/** The day on which Sage books a document, "" where none is set; null where its type has none. */
export function bookedDay({ recordType: type, fields }: Pick<StoredItem, "recordType" | "fields">): string | null {
  const field = recordType(type).booksOn;
  return field ? (fields[field.name] ?? "") : null;
}

/** The field that findings on the accounting date of a record type name; null where the type has none. */
export function dateFindingField(type: string): string | null {
  const name = recordType(type).booksOn?.name;
  return name === undefined ? null : `export.${name}`;
}

/**
 * Refuses a day in a period that is closed in one of the ledgers of these record types, with the next open date; null where
 * it can be the accounting date of all of them.
 */
export function closedDay(date: string, periods: readonly Period[], types: readonly string[]): Outcome<never> | null {
  const books = [...new Set(types.flatMap((type) => recordType(type).booksOn?.booked.ledger ?? []))];
  const closed = dayProblem(date, periods, books);
  if (!closed) return null;
  const { period, ledger, next } = closed;
  const words = next === null ? "An administrator opens a period in Settings." : `Choose ${next} or a later open date.`;
  return refuse("redate.closed", { date, period, ledger, next: words });
}

/** Renders and checks a document as if it had this accounting date; stores nothing. */
export async function assessOn(tx: Tx, base: FactsBase, item: StoredItem, date: string): Promise<Assessed> {
  const name = recordType(item.recordType).booksOn?.name;
  if (name === undefined) throw new Error(`${item.recordType} has no accounting date`);
  return await assessItem(tx, base, item, { ...item.fields, [name]: date });
}

/** Stores documents that were rendered on another day: their versions rise by one, each with its event and the reason. */
export async function storeDates(
  { tx, companyId, actor }: Context,
  assessed: readonly Assessed[],
  reason: string,
): Promise<void> {
  if (assessed.length === 0) return;
  await storeAssessments(tx, companyId, assessed.map(toStored));
  const ids = assessed.map(({ item }) => item.id);
  await tx.execute(
    sql`update item set version = version + 1 where company_id = ${companyId} and id = any(${list(ids)})`,
  );
  await tx.execute(sql`select ring('items.check', ${companyId}::uuid, 'all')`);
  await appendAudit(
    tx,
    companyId,
    actor,
    assessed.map(({ item, fields }) => ({
      itemId: item.id,
      event: { kind: "item.fields_saved", before: item.fields, after: fields, reason },
    })),
  );
}
