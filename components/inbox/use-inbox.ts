"use client";
import { useEffect, useRef, useState } from "react";
import { assignableRow } from "#components/assign/assignable.ts";
import { useAssign } from "#components/assign/use-assign.tsx";
import { useHold } from "#components/hold/use-hold.ts";
import { type ArrangementActions, useArrangement } from "#components/inbox/use-arrangement.tsx";
import { useCursor } from "#components/inbox/use-cursor.ts";
import { useInboxDecisions } from "#components/inbox/use-inbox-decisions.ts";
import { useInboxFilter } from "#components/inbox/use-inbox-filter.ts";
import { useInboxKeys } from "#components/inbox/use-inbox-keys.ts";
import { useInboxRows } from "#components/inbox/use-inbox-rows.ts";
import { useSelection } from "#components/inbox/use-selection.ts";
import { useWholeView } from "#components/inbox/use-whole-view.ts";
import { useDecisions } from "#components/review/use-decisions.ts";
import { useGo } from "#components/shell/use-go.ts";
import { announce } from "#components/ui/announcer.tsx";
import type { DecisionActions, RunActions } from "#lib/client/actions.ts";
import { isNarrowed } from "#lib/core/narrowing.ts";
import type { InboxPage } from "#lib/views/inbox.ts";
import type { InboxTab } from "#lib/views/inbox-tabs.ts";
import type { OwnPreferences } from "#lib/views/own-preferences.ts";

type Props = {
  readonly first: InboxPage;
  readonly actions: DecisionActions;
  readonly runActions: RunActions;
  readonly viewActions: ArrangementActions;
  readonly firstPreferences: OwnPreferences;
};

/** What the inbox is made of, and what its keys do. */
export function useInbox({ first, actions, runActions, viewActions, firstPreferences }: Props) {
  const go = useGo();
  const [filter, change, place] = useInboxFilter();
  const arrangement = useArrangement({
    filter,
    place,
    actions: viewActions,
    firstPreferences,
    onSort: (sort, dir) => change({ sort, dir }),
  });
  const [firstFilter] = useState(filter);
  const decisions = useDecisions(actions);
  const list = useInboxRows({ filter, first, isFirst: filter === firstFilter, leaving: decisions.leaving });
  const cursor = useCursor(list.rows);
  const selection = useSelection(list.rows, JSON.stringify(filter));
  const whole = useWholeView({ filter, list, selection, actions: runActions });
  const onRows = useInboxDecisions({ rows: list.rows, cursor, selected: selection.rows, decisions });
  const decide = { ...onRows, acceptSelection: whole.isOn ? whole.ask : onRows.acceptSelection };
  const assigning = useAssign(actions);
  const assign = () =>
    assigning.ask((selection.rows.length > 0 ? selection.rows : [cursor.row]).flatMap(assignableRow));
  const hold = useHold(actions);
  const searchRef = useRef<HTMLInputElement>(null);
  const scrollRef = useRef<HTMLDivElement>(null);
  const setTab = (tab: InboxTab) => {
    change({ tab });
    cursor.reset();
  };
  useInboxKeys({
    cursor,
    count: list.rows.length,
    selection,
    searchRef,
    boxRef: scrollRef,
    open: (itemId) => go(`/items/${itemId}`),
    setTab,
    selectAll: whole.selectAll,
    assign,
    views: () => arrangement.views.ask("pick"),
    sort: arrangement.askSort,
    columns: arrangement.askColumns,
    takeBack: decisions.takeBackLast,
    hold: () => hold.press(selection.rows.length > 0 ? selection.rows : cursor.row ? [cursor.row] : []),
    ...decide,
  });
  useSpokenCount(selection.rows.length, "selected");
  const isFiltered = isNarrowed(filter);
  return {
    filter,
    change,
    arrangement,
    decisions,
    list,
    cursor,
    selection,
    whole,
    decide,
    assigning,
    assign,
    hold,
    searchRef,
    scrollRef,
    setTab,
    isFiltered,
  };
}

function useSpokenCount(count: number, word: string): void {
  const last = useRef(count);
  useEffect(() => {
    if (last.current !== count) announce(`${count} ${word}`);
    last.current = count;
  }, [count, word]);
}
