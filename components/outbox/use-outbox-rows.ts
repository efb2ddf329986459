"use client";
import { useState } from "react";
import { type CalmRow, calmRows } from "#components/outbox/calm-rows.ts";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { OutboxFilter } from "#lib/client/view-names.ts";
import type { OutboxPart } from "#lib/core/outbox-parts.ts";
import type { OutboxPage, OutboxRow } from "#lib/views/screens.ts";

/** One page is read per this many milliseconds, however many are open. */
const everyMs = 2000;

/** The pages of one part of the outbox that were asked for, kept up to date; the newest look has the totals. */
export function useOutboxRows(part: OutboxPart | null, first: OutboxPage, isFirst: boolean, isHeld: boolean) {
  const filter: OutboxFilter = part === null ? {} : { show: part };
  const {
    query,
    rows: fresh,
    newest,
  } = useViewPages("outbox.page", filter, {
    first: isFirst ? first : null,
    every: (pages) => everyMs * Math.max(1, pages.length),
  });
  // A chosen part is another list: nothing is kept in place from the one before.
  const rows = useCalmRows(fresh, isHeld, part);
  return {
    rows,
    view: newest ?? first,
    problem: query.error,
    isStale: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    isReadingMore: query.isFetchingNextPage,
    readMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

function useCalmRows(now: readonly OutboxRow[], isHeld: boolean, part: OutboxPart | null): readonly CalmRow[] {
  const [shown, setShown] = useState(() => ({ now, isHeld, part, rows: calmRows([], now, false) }));
  if (shown.now === now && shown.isHeld === isHeld && shown.part === part) return shown.rows;
  const rows = calmRows(shown.rows, now, isHeld && shown.part === part);
  setShown({ now, isHeld, part, rows });
  return rows;
}
