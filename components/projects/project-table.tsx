"use client";
import Link from "next/link";
import { Amount } from "#components/money/amount.tsx";
import { sum } from "#lib/core/money.ts";
import type { Total } from "#lib/views/inbox.ts";
import { projectColumns, totalOf } from "#lib/views/project-columns.ts";
import type { ProjectRow } from "#lib/views/screens.ts";

type TableProps = {
  readonly rows: readonly ProjectRow[];
  /** How many are shown, of how many; the sums are of those that are shown. */
  readonly foot: string;
  readonly hrefOf: (projectId: string) => string;
  readonly cursorId: string | null;
  readonly onCursor: (id: string) => void;
};

/** Projects with what is where, in items and in money. */
export function ProjectTable({ rows, foot, hrefOf, cursorId, onCursor }: TableProps) {
  return (
    <table className="data-table max-lg:block" data-hover>
      <caption className="unseen">Items per project and state</caption>
      <thead className="max-lg:hidden">
        <tr>
          <th scope="col" className="pl-4">
            Project
          </th>
          <th scope="col">Sage job</th>
          {projectColumns.map((column) => (
            <th key={column.id} scope="col" className="figure">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-lg:block">
        {rows.map((row) => (
          <tr
            key={row.id}
            data-row={row.id}
            data-cursor={row.id === cursorId || undefined}
            onClick={() => onCursor(row.id)}
            className="max-md:grid-cols-2 max-lg:grid max-lg:grid-cols-4 max-lg:border-b max-lg:border-line-strong max-lg:[&>*]:h-auto max-lg:[&>*]:border-0 max-lg:[&>*]:py-1 max-lg:[&>*]:pl-4"
          >
            <th scope="row" className="h-12 max-w-72 pl-4 max-lg:col-span-full max-lg:max-w-none">
              <Link
                href={hrefOf(row.id)}
                prefetch={false}
                className="rounded-sm font-medium text-accent hover:underline"
              >
                {row.number} {row.name}
              </Link>
              <span className="block text-xs font-normal text-ink-3 lg:hidden">
                {row.job ? `Sage job ${row.job}` : "no job in Sage"}
              </span>
            </th>
            <td className="max-lg:hidden">{row.job ?? <span className="text-ink-3">none</span>}</td>
            {projectColumns.map((column) => (
              <Cell
                key={column.id}
                label={column.label}
                isAlarm={column.id === "returned" || column.id === "failed"}
                total={totalOf(row, column.states)}
              />
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot className="max-lg:hidden">
        <tr>
          <th scope="row" colSpan={2} className="h-12 pl-4 text-left">
            {foot}
          </th>
          {projectColumns.map((column) => {
            const totals = rows.map((row) => totalOf(row, column.states));
            return (
              <Cell
                key={column.id}
                label={column.label}
                isAlarm={false}
                total={{
                  count: totals.reduce((all, one) => all + one.count, 0),
                  amount: sum(totals.map((one) => one.amount)),
                }}
              />
            );
          })}
        </tr>
      </tfoot>
    </table>
  );
}

type CellProps = { readonly label: string; readonly isAlarm: boolean; readonly total: Total };

function Cell({ label, isAlarm, total }: CellProps) {
  if (total.count === 0) {
    return (
      <td className="figure text-ink-3 max-lg:hidden">
        <Amount value="0" />
      </td>
    );
  }
  return (
    <td className="figure max-lg:text-left">
      <span className={`block leading-4 ${isAlarm ? "font-semibold text-bad" : "font-medium"}`}>
        <span className="font-normal text-ink-2 lg:hidden">{label} </span>
        {total.count.toLocaleString("en-US")}
        <span aria-hidden="true" className="invisible select-none max-lg:hidden">
          )
        </span>
        <span className="unseen">, </span>
      </span>
      <span className="block text-xs leading-4 text-ink-2">
        <Amount value={total.amount} />
      </span>
    </td>
  );
}
