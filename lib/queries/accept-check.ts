import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { hashTotalText } from "#lib/core/batch.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { goesAfter, waveNumbers } from "#lib/core/waves.ts";
import { readAcceptRules } from "#lib/db/accept-rules.ts";
import { list } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { sha256 } from "#lib/db/hash.ts";
import { readNow, readRows } from "#lib/db/inbox.ts";
import { readItems, type StoredItem } from "#lib/db/items.ts";
import { readPeriods } from "#lib/db/periods.ts";
import { placedOf } from "#lib/preflight/decision-waves.ts";
import { inboxRows } from "#lib/preflight/inbox-rows.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordType } from "#lib/records/registry.ts";
import { type AcceptCheck, AcceptCheckInput, type CheckedRow } from "#lib/views/accept-check.ts";
import { acceptPlan, isFirstSignature } from "#lib/views/accept-plan.ts";
import type { InboxRow } from "#lib/views/inbox.ts";

/**
 * What one decision on a selection would do: what goes in which order and on which day it is booked, what stays and why, and
 * the hash total that the batch will keep. An item that is not as it was seen stays.
 */
export const acceptCheck = defineQuery({
  name: "accept.check",
  needs: "inbox.read",
  input: AcceptCheckInput,
  async run({ tx, companyId, actor }, { items: seen }): Promise<Outcome<AcceptCheck>> {
    const ids = seen.map(({ itemId }) => itemId);
    const page = sql`select i.* from item i where i.company_id = ${companyId} and i.id = any(${list(ids)})`;
    const found = await readRows(tx, page, { by: "sent", isDescending: true }, ids.length);
    const rows = inboxRows(await readAcceptRules(tx, companyId), actor, found.rows);
    const items = await readItems(tx, companyId, ids);
    const versions = new Map(seen.map((one) => [one.itemId, one.seenVersion]));
    const { going, left } = acceptPlan(inOrder(rows, ids), { closed: closedTo(actor, rows, items, versions) });
    const placed = going.flatMap(({ id }) => items.get(id) ?? []).map(placedOf);
    const [before, waves] = [goesAfter(placed), waveNumbers(placed)];
    const numbers = new Map(going.map(({ id, number }) => [id, number]));
    const places = new Map(placed.map((one) => [one.id, one]));
    const checked = (row: InboxRow): CheckedRow => {
      const [item, place] = [items.get(row.id), places.get(row.id)];
      const after = place ? before(place).flatMap(({ id }) => numbers.get(id) ?? []) : [];
      const date = item ? dateOf(item) : null;
      const isAsSeen = versions.get(row.id) === row.version;
      const mayDecide = item !== undefined && can(actor, "export.decide", rightsOf(item)).ok;
      return { row, date, after, canRedate: date !== null && isAsSeen && mayDecide && row.state === "ready" };
    };
    const ordered = going.toSorted((a, b) => (waves.get(a.id) ?? 0) - (waves.get(b.id) ?? 0));
    const { profile } = await readCompany(tx, companyId);
    return ok({
      going: ordered.map(checked),
      left: left.map(({ row, why }) => ({ ...checked(row), why })),
      hashTotal: hashOf(going),
      periods: await readPeriods(tx, companyId),
      undo: { one: profile.undoSeconds, several: profile.undoSecondsBulk },
      now: await readNow(tx),
    });
  },
});

function inOrder(rows: readonly InboxRow[], ids: readonly string[]): readonly InboxRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
}

const rightsOf = ({ recordType: type, ownPersonIds }: StoredItem) => ({ recordType: type, ownPersonIds });

/** What the row itself does not tell: it changed, or this person may not decide on it. */
function closedTo(
  actor: Actor,
  rows: readonly InboxRow[],
  items: ReadonlyMap<string, StoredItem>,
  versions: ReadonlyMap<string, number>,
): ReadonlyMap<string, string> {
  const closed = new Map<string, string>();
  for (const { id, version } of rows) {
    const item = items.get(id);
    const right = item ? can(actor, "export.decide", rightsOf(item)) : null;
    if (right && !right.ok) closed.set(id, reasonOf(right.refusal));
    if (versions.get(id) !== version) closed.set(id, "It changed since you looked; look at it again.");
  }
  return closed;
}

function dateOf({ recordType: type, fields }: StoredItem): CheckedRow["date"] {
  const field = recordType(type).booksOn;
  return field ? { value: fields[field.name] ?? "", label: field.label, ledger: field.booked.ledger } : null;
}

/** As `addBatch` makes it of what is accepted. */
function hashOf(going: readonly InboxRow[]): string | null {
  const members = going.flatMap((row) =>
    row.documentSha256 === null || isFirstSignature(row)
      ? []
      : [{ itemId: row.id, documentSha256: row.documentSha256 }],
  );
  return members.length === 0 ? null : sha256(hashTotalText(members));
}
