"use client";
import { useEffect, useRef, useState } from "react";
import { assignableItem, assignableRow } from "#components/assign/assignable.ts";
import { useAssign } from "#components/assign/use-assign.tsx";
import { InboxDialogs } from "#components/inbox/inbox-dialogs.tsx";
import { InboxFilters } from "#components/inbox/inbox-filters.tsx";
import { InboxGroups } from "#components/inbox/inbox-groups.tsx";
import { InboxHints } from "#components/inbox/inbox-hints.tsx";
import { InboxList } from "#components/inbox/inbox-list.tsx";
import { InboxTabs } from "#components/inbox/inbox-tabs.tsx";
import { OutboxStrip } from "#components/inbox/outbox-strip.tsx";
import { Panes } from "#components/inbox/panes.tsx";
import { ReviewPane } from "#components/inbox/review-pane.tsx";
import { useCursor } from "#components/inbox/use-cursor.ts";
import { useInboxDecisions } from "#components/inbox/use-inbox-decisions.ts";
import { useInboxFilter } from "#components/inbox/use-inbox-filter.ts";
import { useInboxKeys } from "#components/inbox/use-inbox-keys.ts";
import { useInboxRows } from "#components/inbox/use-inbox-rows.ts";
import { useSelection } from "#components/inbox/use-selection.ts";
import { useDecisions } from "#components/review/use-decisions.ts";
import { useGo } from "#components/shell/use-go.ts";
import { announce } from "#components/ui/announcer.tsx";
import type { DecisionActions } from "#lib/client/actions.ts";
import type { InboxPage } from "#lib/views/inbox.ts";
import type { InboxTab } from "#lib/views/inbox-tabs.ts";
import type { ItemView } from "#lib/views/item.ts";

type Props = {
  readonly first: InboxPage;
  readonly firstItem: ItemView | null;
  readonly listWidth: number;
  readonly actions: DecisionActions;
};

/** The accountant's home: a list, the item under the cursor, and decisions that never block. */
export function Inbox({ first, firstItem, listWidth, actions }: Props) {
  const go = useGo();
  const [filter, change] = useInboxFilter();
  const [firstFilter] = useState(filter);
  const decisions = useDecisions(actions);
  const list = useInboxRows({ filter, first, isFirst: filter === firstFilter, leaving: decisions.leaving });
  const cursor = useCursor(list.rows);
  const selection = useSelection(list.rows, JSON.stringify(filter));
  const decide = useInboxDecisions({ rows: list.rows, cursor, selected: selection.rows, decisions });
  const assigning = useAssign(actions);
  const assign = () =>
    assigning.ask((selection.rows.length > 0 ? selection.rows : [cursor.row]).flatMap(assignableRow));
  const searchRef = useRef<HTMLInputElement>(null);
  const scrollRef = useRef<HTMLDivElement>(null);
  const open = (itemId: string) => go(`/items/${itemId}`);
  const setTab = (tab: InboxTab) => {
    change({ tab });
    cursor.reset();
  };
  const selectAll = () => void readAll(list).then((rows) => selection.selectAll(rows));
  useInboxKeys({
    cursor,
    count: list.rows.length,
    selection,
    searchRef,
    boxRef: scrollRef,
    open,
    setTab,
    selectAll,
    assign,
    takeBack: decisions.takeBackLast,
    ...decide,
  });
  useSpokenCount(selection.rows.length, "selected");
  const isFiltered = Boolean(filter.q ?? filter.type ?? filter.project ?? filter.vendor ?? filter.assignee);
  return (
    <>
      <h1 className="unseen">Inbox</h1>
      <InboxTabs tab={filter.tab} counts={list.page.counts} onChange={setTab}>
        <Panes
          listWidth={listWidth}
          list={
            <>
              <InboxFilters filter={filter} page={list.page} rows={list.rows} searchRef={searchRef} onChange={change} />
              <InboxGroups filter={filter} onChange={change} />
              <InboxList
                list={list}
                cursor={cursor}
                selection={selection}
                filter={filter}
                firstNow={first.now}
                scrollRef={scrollRef}
                isFiltered={isFiltered}
                onChange={change}
                decide={{ ...decide, assign }}
              />
              <OutboxStrip outbox={list.page.counts.outbox.count} now={first.now} onTakeBack={decisions.takeBackLast} />
            </>
          }
          review={
            <ReviewPane
              itemId={cursor.itemId}
              nearIds={list.rows.slice(cursor.index + 1, cursor.index + 3).map((row) => row.id)}
              first={firstItem}
              actions={actions}
              decisions={decisions}
              onAccept={decide.accept}
              onReject={decide.reject}
              onAssign={(view) => assigning.ask([assignableItem(view)])}
            />
          }
        />
      </InboxTabs>
      <InboxDialogs decide={decide} decisions={decisions} onDecided={selection.clear} />
      {assigning.dialog}
      <InboxHints selection={selection} />
    </>
  );
}

const mostSelected = 500;

/** All in view means the whole filtered list, up to what one decision may hold. */
async function readAll(list: ReturnType<typeof useInboxRows>) {
  let rows = list.rows;
  for (let more = list.hasMore; more && rows.length < mostSelected; ) {
    const result = await list.readMore();
    rows = result.rows;
    more = result.hasMore;
  }
  return rows.slice(0, mostSelected);
}

function useSpokenCount(count: number, word: string): void {
  const last = useRef(count);
  useEffect(() => {
    if (last.current !== count) announce(`${count} ${word}`);
    last.current = count;
  }, [count, word]);
}
