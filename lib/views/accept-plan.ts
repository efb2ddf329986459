import type { InboxRow } from "#lib/views/inbox.ts";

/** How many items one decision holds; more are accepted as a run. */
export const mostAtOnce = 500;

export type LeftOut<Row> = { readonly row: Row; readonly why: string };
export type AcceptPlan<Row> = {
  /** What would be accepted, what is free first. */
  readonly going: readonly Row[];
  /** How many of them go after others of the selection. */
  readonly behind: number;
  readonly left: readonly LeftOut<Row>[];
};
/** What a plan asks of an item. */
export type Plannable = Pick<
  InboxRow,
  "id" | "number" | "state" | "hold" | "signature" | "blocks" | "note" | "documentSha256" | "goesAfter"
>;

/** Why an item cannot be accepted by itself, as far as its row tells; null when it can. */
export function obstacleOf(row: Plannable): string | null {
  const fixed = fixedObstacle(row);
  if (fixed !== null) return fixed;
  if (row.blocks > 0) return row.note ?? `${row.blocks} finding${row.blocks === 1 ? "" : "s"} block it.`;
  if (row.documentSha256 === null) return row.note ?? "The export document cannot be made.";
  return null;
}

/** What no other item of the selection takes away. */
function fixedObstacle(row: Plannable): string | null {
  if (row.state !== "ready") return "It is not waiting for a decision.";
  if (row.hold) return `It is held by ${row.hold.by}; lift the hold first (H).`;
  if (row.signature?.isOwn) return "You gave the first signature; another accountant gives the second.";
  return null;
}

/** Whether accepting it gives the first of two signatures, and leaves it where it is. */
export function isFirstSignature({ signature }: Pick<InboxRow, "signature">): boolean {
  return signature !== null && signature.firstBy === null;
}

/**
 * What of a selection would be accepted, at most `most`, and why the rest stays. What goes after others goes where all of
 * those are accepted with it. `closed` are reasons of the caller's, by item.
 */
export function acceptPlan<Row extends Plannable>(
  rows: readonly Row[],
  { most = mostAtOnce, closed = new Map() }: { most?: number; closed?: ReadonlyMap<string, string> } = {},
): AcceptPlan<Row> {
  const free = rows.filter((row) => !closed.has(row.id) && obstacleOf(row) === null);
  const accepted = new Set(free.filter((row) => !isFirstSignature(row)).map(({ id }) => id));
  const behind: Row[] = [];
  let waiting = rows.filter((row) => row.goesAfter.length > 0 && !closed.has(row.id) && fixedObstacle(row) === null);
  for (let isMoving = true; isMoving; ) {
    const next = waiting.filter(({ goesAfter }) => goesAfter.every((before) => accepted.has(before)));
    isMoving = next.length > 0;
    behind.push(...next);
    for (const row of next) if (!isFirstSignature(row)) accepted.add(row.id);
    const found = new Set(next);
    waiting = waiting.filter((row) => !found.has(row));
  }
  const going = [...free, ...behind].slice(0, most);
  const goes = new Set(going);
  const whyOf = (row: Row) => closed.get(row.id) ?? obstacleOf(row) ?? `More than ${most} at once.`;
  const left = rows.filter((row) => !goes.has(row)).map((row) => ({ row, why: whyOf(row) }));
  return { going, behind: behind.filter((row) => goes.has(row)).length, left };
}
