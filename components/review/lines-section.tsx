"use client";
import { type ReactNode, useState } from "react";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { decimalsOf, grouped, isFigure } from "#components/money/figures.ts";
import { leastDecimals, type ScheduleColumn, scheduleColumns } from "#components/review/line-columns.ts";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { isNegative, isZero, type Money, subtract, sum } from "#lib/core/money.ts";
import type { LineView } from "#lib/core/record-type.ts";
import type { ItemView } from "#lib/views/item.ts";

type Column = ScheduleColumn & { readonly decimals?: number };

type Props = {
  readonly view: Pick<ItemView, "id" | "number" | "amount" | "lines" | "linesTotal">;
  readonly currency: string;
  /** Off where no file is offered: of the past it would have the lines of now, and a link from a mail opens no other door. */
  readonly hasFile?: boolean;
};

/** Section 2: the schedule of values, tied to the header to the cent. */
export function LinesSection({ view, currency, hasFile = true }: Props) {
  const [hasSubtotals, setSubtotals] = useState(false);
  if (view.lines.length === 0) return <EmptyState title="No lines">The document has a header only.</EmptyState>;
  const shown = scheduleColumns
    .filter((column) => view.lines.some((line) => line[column.id] !== ""))
    .map((column) => ({ ...column, decimals: decimalsIn(column, view.lines) }));
  const codes = hasSubtotals ? [...new Set(view.lines.map((line) => line.costCode))].toSorted() : [];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center justify-between gap-4 px-4 py-1.5">
        <p className="text-xs text-ink-2">
          {count(view.lines.length, "line")}, amounts in {currency}
        </p>
        <label className="ml-auto inline-flex min-h-6 items-center gap-1.5 text-xs">
          <input
            type="checkbox"
            checked={hasSubtotals}
            onChange={(event) => setSubtotals(event.target.checked)}
            className="accent-accent"
          />
          Subtotals per cost code
        </label>
        {hasFile ? <ExportMenu table="lines" noun="lines" input={{ itemId: view.id }} isUndermost isSmall /> : null}
      </div>
      <TableFrame label="Lines" className="border-t border-line">
        <table className="data-table [&_tr>:first-child]:pl-4 [&_tr>:last-child]:pr-4" data-hover>
          <caption className="unseen">Schedule of values of {view.number}</caption>
          <thead>
            <tr>
              {shown.map((column) => (
                <th key={column.id} scope="col" className={column.isFigure ? "figure" : ""}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hasSubtotals
              ? codes.map((code) => (
                  <Group
                    key={code}
                    code={code}
                    lines={view.lines.filter((line) => line.costCode === code)}
                    shown={shown}
                  />
                ))
              : view.lines.map((line) => <Line key={line.key} line={line} shown={shown} />)}
          </tbody>
          <tfoot>
            <SumRow
              shown={shown}
              amount={view.linesTotal}
              label={<Tie lines={view.linesTotal} header={view.amount} />}
            />
          </tfoot>
        </table>
      </TableFrame>
    </div>
  );
}

function Line({ line, shown }: { readonly line: LineView; readonly shown: readonly Column[] }) {
  return (
    <tr>
      {shown.map((column) => (
        <td key={column.id} className={column.isFigure ? "figure" : column.isText ? "wrap min-w-32" : ""}>
          {cell(line, column)}
        </td>
      ))}
    </tr>
  );
}

function cell(line: LineView, column: Column): ReactNode {
  const text = line[column.id];
  if (!column.isFigure || text === "" || !isFigure(text)) return text;
  return <Amount value={text} decimals={column.decimals ?? 2} />;
}

/** One number of decimals for a whole column, so that its points line up. */
function decimalsIn(column: Column, lines: readonly LineView[]): number {
  const least = leastDecimals(column.id);
  return Math.max(...lines.map((line) => (isFigure(line[column.id]) ? decimalsOf(line[column.id], least) : least)));
}

function Group({
  code,
  lines,
  shown,
}: {
  readonly code: string;
  readonly lines: readonly LineView[];
  readonly shown: readonly Column[];
}) {
  return (
    <>
      {lines.map((line) => (
        <Line key={line.key} line={line} shown={shown} />
      ))}
      <SumRow
        shown={shown}
        amount={sum(lines.map((line) => line.amount))}
        label={`Subtotal ${code || "without cost code"}`}
        isSub
      />
    </>
  );
}

type SumProps = {
  readonly shown: readonly Column[];
  readonly amount: Money;
  readonly label: ReactNode;
  readonly isSub?: boolean;
};

function SumRow({ shown, amount, label, isSub = false }: SumProps) {
  const at = shown.findIndex((column) => column.id === "amount");
  return (
    <tr className={isSub ? "bg-sunken font-medium" : ""}>
      <th scope="row" colSpan={Math.max(at, 1)} className="text-left font-medium">
        {label}
      </th>
      <td className="figure">
        <Amount value={amount} />
      </td>
      {at + 1 < shown.length ? <td colSpan={shown.length - at - 1} /> : null}
    </tr>
  );
}

/** Lines = header? Said in words when not. */
function Tie({ lines, header }: { readonly lines: Money; readonly header: Money }) {
  const difference = subtract(lines, header);
  if (isZero(difference)) return <span className="font-normal text-ink-2">Lines = header, difference 0.00</span>;
  const isLess = isNegative(difference);
  return (
    <span className="text-bad">
      Lines are {grouped(difference, 2)} {isLess ? "less" : "more"} than the header
    </span>
  );
}
