"use client";
import { eachOnce } from "#lib/client/each-once.ts";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { CauseView } from "#lib/views/causes.ts";

/** A cause with as many of its items as were asked for; looked at again while the page is open. */
export function useCause(first: CauseView) {
  const { query, rows, newest } = useViewPages("cause.view", { key: first.key }, { first, every: 5000 });
  const view = newest ?? first;
  // Cured so soon that its times were never written down: nothing is known of it any more, and nothing is behind it.
  const isOver = query.error?.code === "cause.unknown";
  if (isOver) return { problem: null, query, view: { ...view, line: null }, rows: [] };
  return { problem: query.error, query, view, rows: eachOnce(rows) };
}
