"use client";
import { useEffect, useState } from "react";
import { fetchView } from "#lib/client/fetch-view.ts";
import { type Problem, problemOf } from "#lib/client/problem.ts";
import type { AcceptRule } from "#lib/core/accept-rules.ts";
import type { Period } from "#lib/core/periods.ts";
import { type ImpactRow, impactBound } from "#lib/views/impact.ts";

export type Impact = {
  readonly rows: readonly ImpactRow[];
  readonly checked: number;
  readonly of: number;
  readonly isDone: boolean;
  readonly problem: Problem | null;
};
const start: Impact = { rows: [], checked: 0, of: 0, isDone: false, problem: null };

/** Checks the queued items under changed settings slice by slice, newest first, up to the bound. */
export function useImpact(
  changes: Readonly<Record<string, unknown>>,
  periods?: readonly Period[],
  rules?: readonly AcceptRule[],
): Impact {
  const [impact, setImpact] = useState<Impact>(start);
  const text = JSON.stringify(changes);
  const kept = periods && JSON.stringify(periods);
  const signing = rules && JSON.stringify(rules);
  useEffect(() => {
    const stop = new AbortController();
    const put = (next: Impact) => {
      if (!stop.signal.aborted) setImpact(next);
    };
    const run = async () => {
      let now = start;
      let after: string | undefined;
      do {
        const page = await fetchView(
          "settings.impact",
          { changes: text, periods: kept, rules: signing, after },
          stop.signal,
        );
        const checked = now.checked + page.checked;
        after = checked < impactBound ? (page.next ?? undefined) : undefined;
        now = { ...now, rows: [...now.rows, ...page.rows], checked, of: page.of, isDone: after === undefined };
        put(now);
      } while (after !== undefined);
    };
    put(start);
    run().catch((error: unknown) => put({ ...start, problem: problemOf(error) }));
    return () => stop.abort();
  }, [text, kept, signing]);
  return impact;
}
