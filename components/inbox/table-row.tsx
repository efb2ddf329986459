"use client";
import { FlexRender, type Row } from "@tanstack/react-table";
import { memo } from "react";
import { cellClass, type features } from "#components/inbox/columns.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { InboxRow } from "#lib/views/inbox.ts";
import type { InboxColumnId } from "#lib/views/inbox-columns.ts";

type CellProps = {
  readonly row: Row<typeof features, InboxRow>;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  /** Changes when the columns do. */
  readonly columns: string;
  readonly isChosen: boolean;
  readonly onToggle: (itemId: string, isRange: boolean) => void;
};

/** The row knows its place, the cells do not: when a row leaves, the others only move up. */
export function TableRow({ index, ...props }: CellProps & { readonly index: number }) {
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={props.isCursor || undefined}
      data-cursor={props.isCursor || undefined}
      data-selected={props.isSelected || undefined}
      data-index={index}
      className="cursor-default"
    >
      <Cells {...props} />
    </tr>
  );
}

/** Drawn anew only when the item or its marks change: a cursor step redraws two rows. */
const Cells = memo(
  DrawnCells,
  (before, after) =>
    before.row.original === after.row.original &&
    before.columns === after.columns &&
    before.isCursor === after.isCursor &&
    before.isSelected === after.isSelected,
);

function DrawnCells({ row, isCursor, isSelected, isChosen, onToggle }: CellProps) {
  const tabIndex = isCursor ? 0 : -1;
  const { id, number, kindLabel } = row.original;
  return (
    <>
      <td className="w-9 px-1.5 text-center">
        <Checkbox
          label={`Select ${kindLabel} ${number}`}
          isOn={isSelected}
          tabIndex={tabIndex}
          onChange={(_, isRange) => onToggle(id, isRange)}
        />
      </td>
      {row.getAllCells().map((cell) => {
        const className = cellClass(cell.column.id as InboxColumnId, isChosen);
        if (cell.column.id !== "number")
          return (
            <td key={cell.id} className={className}>
              <FlexRender cell={cell} />
            </td>
          );
        return (
          <th key={cell.id} scope="row" className={className}>
            <a
              href={`/items/${id}`}
              tabIndex={tabIndex}
              data-row-link
              className="block rounded-sm focus-visible:outline-offset-0"
            >
              <FlexRender cell={cell} />
            </a>
          </th>
        );
      })}
    </>
  );
}
