"use client";
import type { RefObject } from "react";
import { EmptyInbox } from "#components/inbox/empty-inbox.tsx";
import { InboxPrintHead } from "#components/inbox/inbox-print-head.tsx";
import { InboxTable } from "#components/inbox/inbox-table.tsx";
import { ListFoot } from "#components/inbox/list-foot.tsx";
import type { Cursor } from "#components/inbox/use-cursor.ts";
import type { InboxQuery } from "#components/inbox/use-inbox-filter.ts";
import type { InboxRows } from "#components/inbox/use-inbox-rows.ts";
import type { Selection } from "#components/inbox/use-selection.ts";
import type { WholeView } from "#components/inbox/use-whole-view.ts";
import { ErrorState } from "#components/ui/states.tsx";
import { noNarrowing } from "#lib/core/narrowing.ts";
import type { ColumnLayout } from "#lib/views/column-layout.ts";

type Props = {
  readonly list: InboxRows;
  readonly cursor: Cursor;
  readonly selection: Selection;
  readonly whole: WholeView;
  readonly filter: InboxQuery;
  readonly firstNow: string;
  readonly isFiltered: boolean;
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  readonly layout: ColumnLayout | null;
  readonly onLayout: (layout: ColumnLayout | null) => void;
  readonly onChange: (change: Partial<Record<keyof InboxQuery, string | null>>) => void;
  readonly decide: {
    readonly acceptSelection: () => void;
    readonly rejectSelection: () => void;
    readonly assign: () => void;
  };
};

/** Rows, or why there are none; an error is never shown as an empty list. */
export function InboxList({
  list,
  cursor,
  selection,
  whole,
  filter,
  firstNow,
  isFiltered,
  scrollRef,
  layout,
  onLayout,
  onChange,
  decide,
}: Props) {
  const isEmpty = list.rows.length === 0;
  return (
    <>
      <InboxPrintHead list={list} filter={filter} />
      {isEmpty ? (
        <div className="min-h-0 flex-1 overflow-auto bg-surface">
          {list.problem ? (
            <ErrorState sentence={list.problem.sentence} fix={list.problem.fix} onRetry={list.retry} />
          ) : (
            <EmptyInbox
              tab={filter.tab}
              isFiltered={isFiltered}
              onClear={() => onChange(noNarrowing)}
              onReady={() => onChange({ tab: "ready" })}
            />
          )}
        </div>
      ) : (
        <InboxTable
          list={list}
          cursor={cursor}
          selection={selection}
          filter={filter}
          firstNow={firstNow}
          scrollRef={scrollRef}
          layout={layout}
          onLayout={onLayout}
          onSort={(sort, dir) => onChange({ sort, dir })}
        />
      )}
      <ListFoot
        list={list}
        selection={selection}
        whole={whole}
        filter={filter}
        isFiltered={isFiltered}
        onAccept={decide.acceptSelection}
        onReject={decide.rejectSelection}
        onAssign={decide.assign}
      />
    </>
  );
}
