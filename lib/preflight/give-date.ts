import type { Actor } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { Tx } from "#lib/db/database.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { lockItems, type StoredItem } from "#lib/db/items.ts";
import { refuseTakenIds } from "#lib/db/taken-ids.ts";
import {
  assessOn,
  bookedDay,
  closedDay,
  type Dating,
  dateFindingField,
  storeDates,
} from "#lib/preflight/accounting-dates.ts";
import type { Assessed } from "#lib/preflight/assess-items.ts";
import type { Checked } from "#lib/preflight/check-row.ts";

type Context = { readonly tx: Tx; readonly companyId: string; readonly actor: Actor };
type Given = {
  /** As they stand now: those with the date by their new version and bytes, the others as they were or refused. */
  readonly rows: readonly Checked[];
  readonly dated: number;
};

/**
 * Gives the accounting date to rows of one wave that are about to be accepted. What the date blocks, or whose ledger has closed
 * the period meanwhile, is refused and stays as it was: nothing is booked on another day than it was decided for.
 */
export async function giveDate(
  context: Context,
  checked: readonly Checked[],
  { date, reason }: Dating,
): Promise<Given> {
  const { tx, companyId } = context;
  const items = checked.flatMap(({ outcome }) =>
    outcome.ok && typeof outcome.value === "object" ? [outcome.value] : [],
  );
  const base = await readFactsBase(tx, companyId);
  const refused = new Map<string, Outcome<never>>();
  for (const { id, recordType } of items) {
    const closed = closedDay(date, base.periods, [recordType]);
    if (closed) refused.set(id, closed);
  }
  const others = items.filter((item) => ![null, date].includes(bookedDay(item)) && !refused.has(item.id));
  const taken = await refuseTakenIds(tx, companyId, items);
  const good: Assessed[] = [];
  for (const item of others) {
    const assessed = await assessOn(tx, base, item, date);
    const refusal = taken.get(item.id) ?? obstacle(assessed, date);
    if (refusal) refused.set(item.id, refusal);
    else good.push(assessed);
  }
  await storeDates(context, good, reason);
  const ids = good.map(({ item }) => item.id);
  const dated = ids.length === 0 ? new Map<string, StoredItem>() : await lockItems(tx, companyId, ids);
  return { rows: checked.map((one) => renewed(one, dated, refused)), dated: good.length };
}

/** What keeps it from being accepted on that day; null where nothing does. */
function obstacle({ item, assessment }: Assessed, date: string): Outcome<never> | null {
  const { findings, blocks, note, documentProblem } = assessment;
  const first = findings.find(({ severity }) => severity === "blocks");
  if (first && first.field === dateFindingField(item.recordType))
    return refuse("redate.blocked", { date, first: first.sentence });
  if (blocks > 0 && first) return refuse("item.blocked", { count: String(blocks), first: note ?? "" });
  return documentProblem === null ? null : refuse("item.not_rendered", { problem: documentProblem });
}

function renewed(
  { entry, item, outcome }: Checked,
  dated: ReadonlyMap<string, StoredItem>,
  refused: ReadonlyMap<string, Outcome<never>>,
): Checked {
  const [now, refusal] = [dated.get(entry.itemId), refused.get(entry.itemId)];
  if (refusal) return { entry, item, outcome: refusal };
  if (!now) return { entry, item, outcome };
  const seenSha256 = now.documentSha256 ?? "";
  return { entry: { ...entry, seenVersion: now.version, seenSha256 }, item: now, outcome: ok(now) };
}
