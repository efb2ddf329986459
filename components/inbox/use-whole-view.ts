"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { InboxQuery } from "#components/inbox/use-inbox-filter.ts";
import type { InboxRows } from "#components/inbox/use-inbox-rows.ts";
import type { Selection } from "#components/inbox/use-selection.ts";
import { notify } from "#components/ui/notices.tsx";
import type { RunActions } from "#lib/client/actions.ts";
import { callAction } from "#lib/client/call-action.ts";
import { mostAtOnce } from "#lib/views/accept-plan.ts";
import type { RunCheck, RunDating, RunScope } from "#lib/views/accept-runs.ts";
import type { Total } from "#lib/views/inbox.ts";
import { isRunTab } from "#lib/views/inbox-tabs.ts";

export type WholeView = {
  /** Everything in view is selected, also what is not loaded. */
  readonly isOn: boolean;
  /** All that is loaded, or as much as one decision holds, is selected, and there is more. */
  readonly isOffered: boolean;
  /** The whole list; null where counting it would cost too much. */
  readonly total: Total | null;
  readonly select: () => void;
  /** All in view, up to what one decision holds; once more: also what is not loaded. */
  readonly selectAll: () => void;
  readonly isAsked: boolean;
  readonly ask: () => void;
  readonly close: () => void;
  readonly view: RunScope;
  readonly start: (
    runId: string,
    seen: Pick<RunCheck, "count" | "hashTotal">,
    releaseAt: string | null,
    dating: RunDating | null,
  ) => Promise<void>;
};
type Props = {
  readonly filter: InboxQuery;
  readonly list: InboxRows;
  readonly selection: Selection;
  readonly actions: RunActions;
};

/** The selection beyond what is loaded: it ends as soon as rows are selected otherwise, or another list is shown. */
export function useWholeView({ filter, list, selection, actions }: Props): WholeView {
  const client = useQueryClient();
  const [wholeAt, setWholeAt] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const { group: _, ...view } = filter;
  const key = JSON.stringify(view);
  const chosen = selection.rows.length;
  const isBeyond = list.hasMore || list.rows.length > mostAtOnce;
  const isOffered = isRunTab(filter.tab) && isBeyond && chosen > 0 && chosen >= Math.min(list.rows.length, mostAtOnce);
  const most = () => void readAll(list).then((rows) => selection.selectAll(rows));
  const { total } = list.page;
  const isSmall = total !== null && total.count <= mostAtOnce;
  const select = () => (isSmall ? most() : setWholeAt(key));
  const start: WholeView["start"] = async (runId, seen, releaseAt, dating) => {
    const [time, date] = [releaseAt === null ? {} : { releaseAt }, dating === null ? {} : { dating }];
    const input = { runId, view, seen, ...time, ...date };
    const { number } = await callAction(actions.start, input);
    selection.clear();
    notify({ title: `Run ${number} accepts what was in view`, text: "Its progress stays in the line below the list." });
    await client.invalidateQueries({ queryKey: ["inbox.page"] });
  };
  return {
    isOn: wholeAt === key && isOffered,
    isOffered,
    total,
    select,
    selectAll: isOffered ? select : most,
    isAsked,
    ask: () => setAsked(true),
    close: () => setAsked(false),
    view,
    start,
  };
}

/** All in view means the whole filtered list, up to what one decision may hold. */
async function readAll(list: InboxRows) {
  let rows = list.rows;
  for (let more = list.hasMore; more && rows.length < mostAtOnce; ) {
    const result = await list.readMore();
    rows = result.rows;
    more = result.hasMore;
  }
  return rows.slice(0, mostAtOnce);
}
