"use client";
import type { CSSProperties } from "react";
import { cellClass, looks, shownColumns } from "#components/inbox/columns.tsx";
import type { InboxQuery } from "#components/inbox/use-inbox-filter.ts";
import type { Selection } from "#components/inbox/use-selection.ts";
import { WidthHandle } from "#components/inbox/width-handle.tsx";
import { SelectHead } from "#components/table/select-head.tsx";
import { ariaSort, SortHeader } from "#components/table/sort-header.tsx";
import { useCompany } from "#components/time/company.tsx";
import type { ColumnLayout } from "#lib/views/column-layout.ts";
import type { InboxFilter, InboxRow } from "#lib/views/inbox.ts";
import type { InboxColumnId } from "#lib/views/inbox-columns.ts";

type Props = {
  readonly filter: InboxQuery;
  readonly selection: Selection;
  readonly rows: readonly InboxRow[];
  readonly layout: ColumnLayout | null;
  readonly onLayout: (layout: ColumnLayout) => void;
  readonly onSort: (sort: InboxFilter["sort"], dir: "asc" | "desc") => void;
};

/** The headings: they sort, and their right edges are the widths of the columns. */
export function InboxTableHead({ filter, selection, rows, layout, onLayout, onSort }: Props) {
  const isAll = rows.length > 0 && selection.rows.length === rows.length;
  return (
    <thead>
      <tr>
        <SelectHead
          label="Select all in view"
          isAll={isAll}
          isSome={selection.rows.length > 0}
          onAll={() => (isAll ? selection.clear() : selection.selectAll(rows))}
        />
        {shownColumns(layout).map((id) => (
          <Heading key={id} id={id} filter={filter} layout={layout} onLayout={onLayout} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

type HeadingProps = Omit<Props, "selection" | "rows"> & { readonly id: InboxColumnId };

function Heading({ id, filter, layout, onLayout, onSort }: HeadingProps) {
  const { currency } = useCompany();
  const { sort, isFigure = false, label: word } = looks[id];
  const label = id === "amount" ? `Amount ${currency}` : word;
  const direction = sort === filter.sort ? filter.dir : null;
  const width = layout?.find((column) => column.id === id)?.width;
  return (
    <th
      scope="col"
      data-column={id}
      className={`group/head relative ${cellClass(id, layout !== null)}`}
      style={width === undefined ? undefined : ({ "--w": `${width}px` } as CSSProperties)}
      {...(sort ? { "aria-sort": ariaSort(direction) } : {})}
    >
      {sort ? (
        <SortHeader label={label} direction={direction} isFigure={isFigure} onSort={(dir) => onSort(sort, dir)} />
      ) : (
        <span className={id === "state" ? "max-md:sr-only" : ""}>{label}</span>
      )}
      <WidthHandle id={id} layout={layout} onLayout={onLayout} />
    </th>
  );
}
