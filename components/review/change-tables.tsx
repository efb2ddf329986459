"use client";
import type { ReactNode } from "react";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { decimalsOf, isFigure } from "#components/money/figures.ts";
import { DetailValue } from "#components/review/detail-value.tsx";
import { leastDecimals, type ScheduleColumn, scheduleColumns } from "#components/review/line-columns.ts";
import { TableFrame } from "#components/table/table-frame.tsx";
import type { FieldChange, LineChange, VersionDifference } from "#lib/core/difference.ts";
import { subtract, sum } from "#lib/core/money.ts";
import type { LineView } from "#lib/core/record-type.ts";

/** Fields that differ, before and after. */
export function FieldChanges({ list }: { readonly list: readonly FieldChange[] }) {
  if (list.length === 0) return null;
  return (
    <section aria-label="Changed fields">
      <h3 className="mb-1 text-xs font-semibold text-ink-2">{count(list.length, "changed field")}</h3>
      <div className="overflow-hidden rounded-md border border-line">
        <table className="data-table table-fixed">
          <thead>
            <tr>
              <th scope="col" className="w-1/4">
                Field
              </th>
              <th scope="col">Before</th>
              <th scope="col">Now</th>
            </tr>
          </thead>
          <tbody>
            {list.map((field) => (
              <tr key={field.label}>
                <th scope="row" className="wrap text-ink-2">
                  {field.label}
                </th>
                <td className="wrap">
                  <Value field={field} value={field.before} tone="bg-bad-soft" />
                </td>
                <td className="wrap">
                  <Value field={field} value={field.after} tone="bg-good-soft" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

type ValueProps = { readonly field: FieldChange; readonly value: string; readonly tone: string };

function Value({ field, value, tone }: ValueProps) {
  const shown = <DetailValue kind={field.kind} value={value} />;
  return value === "" ? shown : <span className={`rounded-sm px-1 ${tone}`}>{shown}</span>;
}

const kindWords = { added: "Added", removed: "Removed", changed: "Changed", same: "Same" } as const;
const rowTones = { added: "bg-good-soft", removed: "bg-bad-soft", changed: "", same: "" } as const;

type LineProps = { readonly difference: VersionDifference; readonly isOnly: boolean };

/** Lines paired by identity: what was added, removed, or changed in which column. */
export function LineChanges({ difference, isOnly }: LineProps) {
  const changed = difference.lines.filter((line) => line.kind !== "same");
  const lines = isOnly ? changed : difference.lines;
  if (lines.length === 0) return null;
  const columns = scheduleColumns.filter(({ id }) =>
    lines.some((line) => (line.before?.[id] ?? "") !== "" || (line.after?.[id] ?? "") !== ""),
  );
  const at = columns.findIndex(({ id }) => id === "amount");
  return (
    <section aria-label="Changed lines">
      <h3 className="mb-1 text-xs font-semibold text-ink-2">
        {count(changed.length, "changed line")}, {count(difference.lines.length - changed.length, "line")} the same
      </h3>
      <TableFrame label="Changed lines" className="rounded-md border border-line">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">What</th>
              {columns.map((column) => (
                <th key={column.id} scope="col" className={column.isFigure ? "figure" : ""}>
                  {column.label}
                </th>
              ))}
              <th scope="col" className="figure">
                Net
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.key} className={rowTones[line.kind]}>
                <th scope="row">{kindWords[line.kind]}</th>
                {columns.map((column) => (
                  <td key={column.id} className={column.isFigure ? "figure" : column.isText ? "wrap" : ""}>
                    <Cell line={line} column={column} />
                  </td>
                ))}
                <td className="figure">
                  <Amount value={netOf(line)} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={Math.max(at, 0) + 1} className="text-left font-medium">
                Net effect of the lines
              </th>
              <td colSpan={columns.length - Math.max(at, 0)} />
              <td className="figure">
                <Amount value={sum(lines.map(netOf))} />
              </td>
            </tr>
          </tfoot>
        </table>
      </TableFrame>
    </section>
  );
}

function netOf(line: LineChange): string {
  return subtract(line.after?.amount ?? "0", line.before?.amount ?? "0");
}

function Cell({ line, column }: { readonly line: LineChange; readonly column: ScheduleColumn }) {
  const shown = line.after ?? line.before;
  if (!line.columns.includes(column.id)) return shownOf(shown, column);
  return (
    <>
      <del className="block rounded-sm bg-bad-soft px-1 text-ink-2">
        <span className="unseen">was </span>
        {shownOf(line.before, column) || "none"}
      </del>
      <ins className="block rounded-sm bg-good-soft px-1 no-underline">
        <span className="unseen">is </span>
        {shownOf(line.after, column) || "none"}
      </ins>
    </>
  );
}

function shownOf(line: LineView | null, { id, isFigure: hasFigures }: ScheduleColumn): ReactNode {
  const text = line?.[id] ?? "";
  if (!hasFigures || !isFigure(text)) return text;
  return <Amount value={text} decimals={decimalsOf(text, leastDecimals(id))} />;
}
