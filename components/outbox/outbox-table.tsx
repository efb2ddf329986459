"use client";
import type { RefObject } from "react";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import type { CalmRow } from "#components/outbox/calm-rows.ts";
import { OutboxTableRow, type RowGestures } from "#components/outbox/outbox-table-row.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import type { RowSelection } from "#components/table/use-row-selection.ts";
import { useCompany } from "#components/time/company.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { sum } from "#lib/core/money.ts";
import type { OutboxRow } from "#lib/views/screens.ts";

type Props = RowGestures & {
  readonly rows: readonly CalmRow[];
  readonly now: string;
  readonly cursorId: string | null;
  readonly selection: RowSelection<OutboxRow>;
  readonly hasMore: boolean;
  readonly boxRef: RefObject<HTMLDivElement | null>;
  readonly onHold: (isHeld: boolean) => void;
};

export function OutboxTable({ rows, now, cursorId, selection, hasMore, boxRef, onHold, ...gestures }: Props) {
  const here = rows.filter((one) => !one.isGone).map((one) => one.row);
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
        <tfoot>
          <tr>
            <th scope="row" colSpan={3} className="pl-4 text-left max-md:hidden">
              {hasMore ? `First ${count(here.length, "item")} of the outbox` : count(here.length, "item")}
            </th>
            <th scope="row" colSpan={2} className="text-left md:hidden">
              {count(here.length, "item")}
            </th>
            <td className="hidden @[58rem]:table-cell" />
            <td className="figure">
              <Amount value={sum(here.map((row) => row.amount))} />
            </td>
            <td className="hidden @[66rem]:table-cell" />
            <td className="hidden @[74rem]:table-cell" />
            <td className="max-md:hidden" />
          </tr>
        </tfoot>
      </table>
    </TableFrame>
  );
}

function Head({ selection }: { readonly selection: RowSelection<OutboxRow> }) {
  const { currency } = useCompany();
  return (
    <thead>
      <tr>
        <th scope="col" className="w-9 px-1.5 text-center max-md:hidden">
          <Checkbox
            label="Select all"
            isOn={selection.isAll}
            isMixed={!selection.isAll && selection.rows.length > 0}
            onChange={(isOn) => selection.setAll(isOn)}
          />
        </th>
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
