import type { Actor } from "#lib/core/actors.ts";
import { personIdOf } from "#lib/core/actors.ts";
import { hashTotalText } from "#lib/core/batch.ts";
import { type Money, sum } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { type Refusal, reasonOf } from "#lib/core/refusals.ts";
import { isBusinessDate } from "#lib/core/sage-text.ts";
import { type Placed, waveNumbers } from "#lib/core/waves.ts";
import { readAcceptRules } from "#lib/db/accept-rules.ts";
import { type Place, readPlaces } from "#lib/db/accept-runs.ts";
import type { Tx } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";
import { type ListOrder, readRows } from "#lib/db/inbox.ts";
import { scopeOf } from "#lib/db/inbox-scope.ts";
import { allOf } from "#lib/db/inbox-search.ts";
import { inboxRows } from "#lib/preflight/inbox-rows.ts";
import { type Booked, bookedOf, withDate } from "#lib/preflight/run-dates.ts";
import { recordType } from "#lib/records/registry.ts";
import { acceptPlan, isFirstSignature, type LeftOut } from "#lib/views/accept-plan.ts";
import { mostInRun, type RunScope } from "#lib/views/accept-runs.ts";
import type { InboxRow } from "#lib/views/inbox.ts";

export type RunPlan = {
  /** In the order in which they go: what belongs to a document, or stands on what one makes, behind it. */
  readonly going: readonly InboxRow[];
  readonly behind: number;
  readonly left: readonly LeftOut<InboxRow>[];
  readonly amount: Money;
  readonly hashTotal: string | null;
  /** Why the person may decide on none of them, where it is for want of a right. */
  readonly denied: Refusal | null;
  /** What is booked on a day, of all in view that the person may decide on. */
  readonly booked: readonly Booked[];
  /** How many would be booked on another day than now. */
  readonly changing: number;
  /** How many are kept out by their own accounting date alone, or would be without the one for all. */
  readonly freed: number;
};

const nothing: RunPlan = {
  going: [],
  behind: 0,
  left: [],
  amount: "0",
  hashTotal: null,
  denied: null,
  booked: [],
  changing: 0,
  freed: 0,
};

/**
 * Everything in view that waits for a decision, as one person would accept it now, with one accounting date (YYYY-MM-DD) for
 * all or, for null, each with its own. Refuses a view with more than a run accepts, and a date that cannot be that of all.
 * The hash total is over the documents as they stand, before a date is set.
 */
export async function planRun(
  tx: Tx,
  companyId: string,
  actor: Actor,
  view: RunScope,
  date: string | null,
): Promise<Outcome<RunPlan>> {
  if (date !== null && !isBusinessDate(date)) return refuse("redate.date", { date: date.slice(0, 20) });
  const wanted = scopeOf(view, personIdOf(actor));
  const scope = { ...wanted, states: (wanted.states ?? ["ready"]).filter((state) => state === "ready") };
  if (scope.states.length === 0) return ok(nothing);
  const order: ListOrder = { by: view.sort, isDescending: view.dir === "desc" };
  const { rows: found } = await readRows(tx, allOf(companyId, scope, order, mostInRun + 1), order, mostInRun + 1);
  if (found.length > mostInRun) return refuse("run.too_many", { most: mostInRun.toLocaleString("en-US") });
  const rows = inboxRows(await readAcceptRules(tx, companyId), actor, found);
  const ids = rows.map(({ id }) => id);
  const places = new Map((await readPlaces(tx, companyId, ids)).map((place) => [place.id, place]));
  const closed = closedTo(actor, places);
  const booked = bookedOf([...places.values()].filter(({ id }) => !closed.has(id)));
  const dated = await withDate(tx, companyId, rows, booked, date);
  if (!dated.ok) return dated;
  const { going, behind, left } = acceptPlan(dated.value.rows, {
    most: mostInRun,
    closed: new Map([...dated.value.closed, ...[...closed].map(([id, refusal]) => [id, reasonOf(refusal)] as const)]),
  });
  const days = new Map(booked.map(({ id, day }) => [id, day]));
  const isChanging = ({ id }: InboxRow) => date !== null && (days.get(id) ?? date) !== date;
  const others = date === null ? left.map(({ row }) => row) : going;
  const waves = waveNumbers(going.flatMap(({ id }) => places.get(id) ?? []).map(placedOf));
  const waveOf = ({ id }: InboxRow) => waves.get(id) ?? 0;
  return ok({
    going: going.toSorted((a, b) => waveOf(a) - waveOf(b)),
    behind,
    left,
    amount: sum(going.map((row) => row.amount)),
    hashTotal: hashOf(going),
    denied: [...closed.values()][0] ?? null,
    booked,
    changing: going.filter(isChanging).length,
    freed: others.filter(({ id }) => dated.value.freed.has(id)).length,
  });
}

function closedTo(actor: Actor, places: ReadonlyMap<string, Place>): ReadonlyMap<string, Refusal> {
  const closed = new Map<string, Refusal>();
  for (const { id, recordType: type, ownPersonIds } of places.values()) {
    const right = can(actor, "export.decide", { recordType: type, ownPersonIds });
    if (!right.ok) closed.set(id, right.refusal);
  }
  return closed;
}

function placedOf({ parentSourceId, recordType: type, ...place }: Place): Placed {
  const sourceKinds = recordType(type).parentKinds ?? [];
  return { ...place, parent: parentSourceId === null ? null : { sourceKinds, sourceId: parentSourceId } };
}

function hashOf(going: readonly InboxRow[]): string | null {
  const members = going.flatMap((row) =>
    row.documentSha256 === null || isFirstSignature(row)
      ? []
      : [{ itemId: row.id, documentSha256: row.documentSha256 }],
  );
  return members.length === 0 ? null : sha256(hashTotalText(members));
}
