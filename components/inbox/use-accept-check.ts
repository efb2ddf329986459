"use client";
import { useMemo, useState } from "react";
import type { Problem } from "#lib/client/problem.ts";
import { problemOf } from "#lib/client/problem.ts";
import { useView } from "#lib/client/use-view.ts";
import type { AcceptCheck, CheckedRow } from "#lib/views/accept-check.ts";
import { acceptPlan } from "#lib/views/accept-plan.ts";
import type { InboxRow } from "#lib/views/inbox.ts";
import type { RowOutcome } from "#lib/views/inputs.ts";

export type Seen = { readonly itemId: string; readonly seenVersion: number };
export type Redate = (items: readonly Seen[], date: string, reason: string) => Promise<readonly RowOutcome[]>;
type Out = { readonly row: InboxRow; readonly why: string };

export type DrawerCheck = {
  readonly going: readonly InboxRow[];
  readonly behind: number;
  readonly left: readonly Out[];
  /** Null until the server has answered; what is decided on until then is what the list showed. */
  readonly check: AcceptCheck | null;
  readonly problem: Problem | null;
  readonly redating: { readonly done: number; readonly of: number } | null;
  readonly redate: (rows: readonly CheckedRow[], date: string, reason: string) => Promise<Problem | null>;
};

/** So many in one transaction: a date is saved with a rendering of each, and the rest goes on in view. */
const slice = 50;

/** A selection as it was seen, checked by the server; a date that is set for all renews what was seen by exactly that. */
export function useAcceptCheck(rows: readonly InboxRow[], redate: Redate): DrawerCheck {
  const [seen, setSeen] = useState<readonly Seen[]>(() =>
    rows.map(({ id, version }) => ({ itemId: id, seenVersion: version })),
  );
  const [redating, setRedating] = useState<DrawerCheck["redating"]>(null);
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const { data, error } = useView("accept.check", { items: JSON.stringify(seen) }, { keepsPrevious: true });
  const first = useMemo(() => acceptPlan(rows), [rows]);
  const all = async (targets: readonly CheckedRow[], date: string, reason: string): Promise<Problem | null> => {
    const versions = new Map(seen.map((one) => [one.itemId, one.seenVersion]));
    const why = new Map<string, string>();
    try {
      for (let from = 0; from < targets.length; from += slice) {
        setRedating({ done: from, of: targets.length });
        const items = targets
          .slice(from, from + slice)
          .map(({ row }) => ({ itemId: row.id, seenVersion: row.version }));
        for (const { itemId, isDone, version, sentence } of await redate(items, date, reason)) {
          if (isDone && version !== null) versions.set(itemId, version);
          else why.set(itemId, `The date was not set: ${sentence ?? ""}`);
        }
      }
      return null;
    } catch (thrown) {
      return problemOf(thrown);
    } finally {
      setRefused(why);
      setSeen([...versions].map(([itemId, seenVersion]) => ({ itemId, seenVersion })));
      setRedating(null);
    }
  };
  const common = { check: data ?? null, problem: error, redating, redate: all };
  if (!data) return { ...first, ...common };
  const left = data.left.map(({ row, why }) => ({ row, why: refused.get(row.id) ?? why }));
  const going = data.going.map(({ row }) => row);
  return { going, behind: data.going.filter(({ after }) => after.length > 0).length, left, ...common };
}
