"use client";
import { assignableItem } from "#components/assign/assignable.ts";
import { HoldDialogs } from "#components/hold/hold-dialogs.tsx";
import { InboxDialogs } from "#components/inbox/inbox-dialogs.tsx";
import { InboxFilters } from "#components/inbox/inbox-filters.tsx";
import { InboxGroups } from "#components/inbox/inbox-groups.tsx";
import { InboxHints } from "#components/inbox/inbox-hints.tsx";
import { InboxList } from "#components/inbox/inbox-list.tsx";
import { InboxTabs } from "#components/inbox/inbox-tabs.tsx";
import { OutboxStrip } from "#components/inbox/outbox-strip.tsx";
import { Panes } from "#components/inbox/panes.tsx";
import { ReviewPane } from "#components/inbox/review-pane.tsx";
import type { ArrangementActions } from "#components/inbox/use-arrangement.tsx";
import { useInbox } from "#components/inbox/use-inbox.ts";
import type { DecisionActions, RunActions } from "#lib/client/actions.ts";
import type { InboxPage } from "#lib/views/inbox.ts";
import { type InboxTab, inboxTabIds } from "#lib/views/inbox-tabs.ts";
import type { ItemView } from "#lib/views/item.ts";
import type { OwnPreferences } from "#lib/views/own-preferences.ts";

type Props = {
  readonly first: InboxPage;
  readonly firstItem: ItemView | null;
  readonly listWidth: number;
  readonly actions: DecisionActions;
  readonly runActions: RunActions;
  readonly viewActions: ArrangementActions;
  readonly firstPreferences: OwnPreferences;
};

/** The accountant's home: a list, the item under the cursor, and decisions that never block. */
export function Inbox({ first, firstItem, listWidth, actions, runActions, viewActions, firstPreferences }: Props) {
  const inbox = useInbox({ first, actions, runActions, viewActions, firstPreferences });
  const { filter, change, arrangement, decisions, list, cursor, selection, decide, assigning } = inbox;
  return (
    <>
      <h1 className="unseen">Inbox</h1>
      <InboxTabs
        tab={filter.tab}
        tabs={shownTabs(list.page, filter.tab)}
        counts={list.page.counts}
        onChange={inbox.setTab}
      >
        <Panes
          listWidth={listWidth}
          list={
            <>
              <InboxFilters
                filter={filter}
                page={list.page}
                rows={list.rows}
                views={arrangement.views}
                onSort={arrangement.askSort}
                onColumns={arrangement.askColumns}
                searchRef={inbox.searchRef}
                onChange={change}
              />
              <InboxGroups filter={filter} onChange={change} />
              <InboxList
                list={list}
                cursor={cursor}
                selection={selection}
                whole={inbox.whole}
                filter={filter}
                firstNow={first.now}
                scrollRef={inbox.scrollRef}
                isFiltered={inbox.isFiltered}
                onChange={change}
                layout={arrangement.layout}
                onLayout={arrangement.setLayout}
                decide={{ ...decide, assign: inbox.assign }}
              />
              <OutboxStrip
                outbox={list.page.counts.outbox.count}
                now={first.now}
                run={list.page.run}
                onTakeBack={decisions.takeBackLast}
              />
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
      <InboxDialogs whole={inbox.whole} decide={decide} decisions={decisions} onDecided={selection.clear} />
      {assigning.dialog}
      <HoldDialogs hold={inbox.hold} onDone={selection.clear} />
      {arrangement.dialog}
      <InboxHints selection={selection} />
    </>
  );
}

/** Without accept rules nothing is signed twice. */
function shownTabs({ hasRules, counts }: InboxPage, tab: InboxTab): readonly InboxTab[] {
  return inboxTabIds.filter((id) => id !== "second" || hasRules || id === tab || counts.second.count > 0);
}
