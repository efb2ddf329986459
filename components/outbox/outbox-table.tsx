"use client";
import type { RefObject } from "react";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import type { CalmRow } from "#components/outbox/calm-rows.ts";
import { OutboxTableRow, type RowGestures } from "#components/outbox/outbox-table-row.tsx";
import { SelectHead } from "#components/table/select-head.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import type { RowSelection } from "#components/table/use-row-selection.ts";
import { useCompany } from "#components/time/company.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import type { Total } from "#lib/views/inbox.ts";
import type { OutboxRow } from "#lib/views/screens.ts";

type Props = RowGestures & {
  readonly rows: readonly CalmRow[];
  readonly now: string;
  readonly cursorId: string | null;
  readonly selection: RowSelection<OutboxRow>;
  /** Of everything in the list, also what is not loaded. */
  readonly total: Total;
  readonly hasMore: boolean;
  readonly isReadingMore: boolean;
  readonly onMore: () => void;
  readonly boxRef: RefObject<HTMLDivElement | null>;
  readonly onHold: (isHeld: boolean) => void;
};

export function OutboxTable(props: Props) {
  const { rows, now, cursorId, selection, total, hasMore, isReadingMore, onMore, boxRef, onHold, ...gestures } = props;
  return (
    <TableFrame label="Items in the outbox" scrollRef={boxRef} className="@container flex-1 bg-surface">
      <table
        className="data-table table-fixed"
        data-hover
        onPointerEnter={(event) => onHold(event.pointerType === "mouse")}
        onPointerLeave={() => onHold(false)}
      >
        <caption className="unseen">Accepted items that are not proved in Sage yet</caption>
        <Head selection={selection} />
        <tbody>
          {rows.map(({ row, isGone }) => (
            <OutboxTableRow
              key={row.id}
              row={row}
              isGone={isGone}
              now={now}
              isCursor={row.id === cursorId}
              isSelected={selection.has(row.id)}
              onSelect={(isOn, isRange) => selection.set(row.id, isOn, isRange)}
              {...gestures}
            />
          ))}
        </tbody>
        <Foot total={total} loaded={rows.filter((one) => !one.isGone).length} hasMore={hasMore} />
      </table>
      <LoadMore hasMore={hasMore} isBusy={isReadingMore} onMore={onMore} end="" />
    </TableFrame>
  );
}

function Foot({ total, loaded, hasMore }: Pick<Props, "total" | "hasMore"> & { readonly loaded: number }) {
  const all = count(total.count, "item");
  const words = hasMore ? `${all}, the newest ${loaded.toLocaleString("en-US")} loaded` : all;
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={3} className="pl-4 text-left max-md:hidden">
          {words}
        </th>
        <th scope="row" colSpan={2} className="text-left md:hidden">
          {words}
        </th>
        <td className="hidden @[58rem]:table-cell" />
        <td className="figure">
          <Amount value={total.amount} />
        </td>
        <td className="hidden @[66rem]:table-cell" />
        <td className="hidden @[74rem]:table-cell" />
        <td className="max-md:hidden" />
      </tr>
    </tfoot>
  );
}

function Head({ selection }: { readonly selection: RowSelection<OutboxRow> }) {
  const { currency } = useCompany();
  return (
    <thead>
      <tr>
        <SelectHead
          isAll={selection.isAll}
          isSome={selection.rows.length > 0}
          onAll={selection.setAll}
          className="max-md:hidden"
        />
        <th scope="col" className="w-[18rem] max-md:w-[44%]">
          Status
        </th>
        <th scope="col">Item</th>
        <th scope="col" className="hidden @[58rem]:table-cell">
          Vendor and project
        </th>
        <th scope="col" className="figure w-[8.5rem] max-md:w-[7rem]">
          Amount, {currency}
        </th>
        <th scope="col" className="hidden w-[7rem] @[66rem]:table-cell">
          Sage id
        </th>
        <th scope="col" className="hidden w-[9rem] @[74rem]:table-cell">
          Accepted
        </th>
        <th scope="col" className="w-[12.5rem] max-md:hidden">
          <span className="unseen">Actions</span>
        </th>
      </tr>
    </thead>
  );
}
