"use client";
import { useTable } from "@tanstack/react-table";
import { type CSSProperties, type MouseEvent, type RefObject, useEffect, useMemo } from "react";
import { columnsFor, features, shownColumns } from "#components/inbox/columns.tsx";
import { InboxTableHead } from "#components/inbox/inbox-table-head.tsx";
import { TableRow } from "#components/inbox/table-row.tsx";
import type { Cursor } from "#components/inbox/use-cursor.ts";
import type { InboxQuery } from "#components/inbox/use-inbox-filter.ts";
import type { InboxRows } from "#components/inbox/use-inbox-rows.ts";
import type { Selection } from "#components/inbox/use-selection.ts";
import { useGo } from "#components/shell/use-go.ts";
import { TableFrame } from "#components/table/table-frame.tsx";
import { useWindow } from "#components/table/use-window.ts";
import type { ColumnLayout } from "#lib/views/column-layout.ts";
import type { InboxFilter, InboxRow } from "#lib/views/inbox.ts";
import type { InboxColumnId } from "#lib/views/inbox-columns.ts";

type Props = {
  readonly list: InboxRows;
  readonly cursor: Cursor;
  readonly selection: Selection;
  readonly filter: InboxQuery;
  readonly firstNow: string;
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  readonly layout: ColumnLayout | null;
  readonly onLayout: (layout: ColumnLayout) => void;
  readonly onSort: (sort: InboxFilter["sort"], dir: "asc" | "desc") => void;
};

export function InboxTable({ list, cursor, selection, filter, firstNow, scrollRef, layout, onLayout, onSort }: Props) {
  const { rows, page, hasMore, isReadingMore, readMore } = list;
  const go = useGo();
  const ids = shownColumns(layout).join();
  const columns = useMemo(() => columnsFor(firstNow, ids.split(",") as InboxColumnId[]), [firstNow, ids]);
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row: InboxRow) => row.id,
    state: { rowSelection: selection.state },
    onRowSelectionChange: selection.setState,
  });
  const { first, last, before, after, scrollTo, watcher } = useWindow(rows.length, scrollRef);
  useEffect(() => scrollTo(cursor.index), [cursor.index, scrollTo]);
  const readNearEnd = () => {
    const box = scrollRef.current;
    if (box && hasMore && !isReadingMore && box.scrollHeight - box.scrollTop - box.clientHeight < 1200) void readMore();
  };
  const press = (event: MouseEvent<HTMLElement>) => pressRow(event, cursor, selection, (id) => go(`/items/${id}`));
  const drawn = table.getRowModel().rows.slice(first, last + 1);
  return (
    <TableFrame label="Items" scrollRef={scrollRef} onScroll={readNearEnd} className="flex-1 bg-surface">
      <table
        className="data-table table-fixed max-md:[--row:3.25rem]"
        data-hover
        aria-rowcount={(page.total?.count ?? rows.length) + 1}
        aria-busy={list.isStale}
      >
        <caption className="unseen">Items, sorted by {filter.sort}</caption>
        <InboxTableHead
          filter={filter}
          selection={selection}
          rows={rows}
          layout={layout}
          onLayout={onLayout}
          onSort={onSort}
        />
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the list are in the key registry. */}
        <tbody onClick={press} style={spacers(before, after)} className={list.isStale ? "opacity-60" : ""}>
          {drawn.map((row, n) => (
            <TableRow
              key={row.id}
              row={row}
              index={first + n}
              isCursor={row.id === cursor.itemId}
              isSelected={selection.state[row.id] === true}
              columns={ids}
              isChosen={layout !== null}
              onToggle={selection.toggleItem}
            />
          ))}
        </tbody>
      </table>
      {watcher}
    </TableFrame>
  );
}

/** Room for the rows that are not drawn; the stylesheet makes it before and after the body. */
function spacers(before: number, after: number): CSSProperties {
  return { "--rows-before": `${before}px`, "--rows-after": `${after}px` } as CSSProperties;
}

/** A click moves the cursor; on a phone, where there is no right pane, it opens the item. */
function pressRow(
  event: MouseEvent<HTMLElement>,
  cursor: Cursor,
  selection: Selection,
  open: (id: string) => void,
): void {
  const target = event.target as Element;
  const row = target.closest<HTMLElement>("tr[data-index]");
  if (!row || target.closest("label") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const index = Number(row.dataset.index);
  const itemId = row.querySelector<HTMLAnchorElement>("[data-row-link]")?.pathname.split("/").at(-1);
  // A link pressed by Enter has no pointer position: it opens its item as links do.
  const isKey = event.detail === 0 && target.closest("[data-row-link]") !== null;
  if (itemId && (isKey || window.matchMedia("(max-width: 47.99rem)").matches)) open(itemId);
  else if (event.shiftKey) selection.toggle(index, true);
  else cursor.moveTo(index);
}
