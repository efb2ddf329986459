import { type CommandContext, defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { isBusinessDate } from "#lib/core/sage-text.ts";
import { oncePerItem } from "#lib/db/earlier-decisions.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { lockItems, type StoredItem } from "#lib/db/items.ts";
import { readPeriods } from "#lib/db/periods.ts";
import { assessOn, bookedDay, closedDay, storeDates } from "#lib/preflight/accounting-dates.ts";
import { wavesOf } from "#lib/preflight/decision-waves.ts";
import { recordType } from "#lib/records/registry.ts";
import { RedateItems } from "#lib/views/accept-check.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";
import { answerRow, moved } from "#lib/views/rows.ts";

/**
 * Gives items one accounting date, each in the export field of its type: documents are rendered and checked anew and the versions
 * rise, as when the field is saved by hand. A day in a period that is closed to one of them is refused for all.
 */
export const redateItems = defineCommand({
  name: "item.redate",
  needs: "export.decide",
  input: RedateItems,
  touches: ["item.view", "inbox.page"],
  async run(context, { items: asked, date, reason }): Promise<Outcome<RowsAnswer>> {
    const { tx, companyId } = context;
    if (!isBusinessDate(date)) return refuse("redate.date", { date: date.slice(0, 20) });
    const wanted = oncePerItem(asked);
    const ids = wanted.map(({ itemId }) => itemId);
    const items = await lockItems(tx, companyId, ids);
    const checked = wanted.map((entry) => ({
      ...entry,
      outcome: check(context, items.get(entry.itemId), entry.seenVersion),
    }));
    const open = checked.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []));
    const types = open.map(({ recordType: type }) => type);
    const closed = closedDay(date, await readPeriods(tx, companyId), types);
    if (closed) return closed;
    const versions = await redate(
      context,
      open.filter((item) => bookedDay(item) !== date),
      date,
      reason,
    );
    const rows = checked.map(({ itemId, outcome }) =>
      answerRow(itemId, outcome.ok ? ok(versions.get(itemId) ?? outcome.value.version) : outcome),
    );
    return ok({ rows, done: open.length, releaseAt: null });
  },
});

function check({ actor }: CommandContext, item: StoredItem | undefined, seenVersion: number): Outcome<StoredItem> {
  if (!item) return refuse("item.unknown");
  const right = can(actor, "export.decide", { recordType: item.recordType, ownPersonIds: item.ownPersonIds });
  if (!right.ok) return right;
  if (item.state !== "ready") return { ok: false, refusal: moved(item) };
  if (item.version !== seenVersion) return refuse("item.changed");
  return recordType(item.recordType).booksOn ? ok(item) : refuse("redate.none", { number: item.number });
}

/** Wave by wave, because what belongs to a document is rendered behind it. Answers the new versions. */
async function redate(
  context: CommandContext,
  items: readonly StoredItem[],
  date: string,
  reason: string,
): Promise<ReadonlyMap<string, number>> {
  if (items.length === 0) return new Map();
  const base = await readFactsBase(context.tx, context.companyId);
  const byId = new Map(items.map((item) => [item.id, item]));
  for (const wave of wavesOf(
    items.map(({ id }) => ({ itemId: id })),
    byId,
  )) {
    const assessed = [];
    for (const item of wave.rows.flatMap(({ itemId }) => byId.get(itemId) ?? []))
      assessed.push(await assessOn(context.tx, base, item, date));
    await storeDates(context, assessed, reason);
  }
  return new Map(items.map(({ id, version }) => [id, version + 1]));
}
