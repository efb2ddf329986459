import { z } from "zod";
import type { Ledger, Period } from "#lib/core/periods.ts";
import type { InboxRow } from "#lib/views/inbox.ts";
import { readJson } from "#lib/views/read-json.ts";

const Seen = z
  .array(z.strictObject({ itemId: z.uuid(), seenVersion: z.int() }))
  .min(1)
  .max(500);
/** The selection as it was seen; JSON, because it stands in an address or a form. */
export const AcceptCheckInput = z.object({
  items: z.string().max(60_000).transform(readJson).pipe(Seen),
});

/** Why the items are booked on another day, and which one; their versions as they were seen. */
export const RedateItems = z.strictObject({
  items: Seen,
  date: z.string().max(20),
  reason: z.string().trim().min(3).max(500),
});

/** So many items of one ledger are booked on this day, "" where none is set. */
export type BookedDays = { readonly day: string; readonly ledger: Ledger; readonly count: number };

/** Booked items by day and ledger, earliest first. */
export function byDay(booked: readonly Omit<BookedDays, "count">[]): readonly BookedDays[] {
  const days = new Map<string, BookedDays>();
  for (const { day, ledger } of booked) {
    const key = `${day} ${ledger}`;
    days.set(key, { day, ledger, count: (days.get(key)?.count ?? 0) + 1 });
  }
  return [...days].toSorted(([a], [b]) => a.localeCompare(b)).map(([, one]) => one);
}

export type CheckedRow = {
  readonly row: InboxRow;
  /** The day on which Sage books it ("" where none is set); null where it has none. */
  readonly date: { readonly value: string; readonly label: string; readonly ledger: Ledger } | null;
  /** Whether its accounting date can be set with those of the others. */
  readonly canRedate: boolean;
  /** Numbers of the items of the selection that it goes after. */
  readonly after: readonly string[];
};

/** What one decision on a selection would do now. */
export type AcceptCheck = {
  /** In the order in which they go. */
  readonly going: readonly CheckedRow[];
  readonly left: readonly (CheckedRow & { readonly why: string })[];
  /** Over what would be accepted, as the batch keeps it; without first signatures. Null where nothing would be. */
  readonly hashTotal: string | null;
  readonly periods: readonly Period[];
  /** Seconds until a single item and until several go. */
  readonly undo: { readonly one: number; readonly several: number };
  readonly now: string;
};
