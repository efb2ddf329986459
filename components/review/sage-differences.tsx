"use client";
import type { Side } from "#lib/core/machines/sides.ts";

type Props = {
  readonly caption: string;
  readonly isCaptionShown?: boolean;
  /** What stands beside Sage: what was accepted, or a document that is to be linked. */
  readonly here?: "Accepted" | "Document";
  readonly sides: readonly Side[];
  /** Values that are not listed here. */
  readonly more?: number;
  /** Room before the first column, as the place of the table wants it. */
  readonly inset: "pl-2" | "pl-3" | "pl-4";
  readonly className?: string;
};

const plain = (column: string): string => (column === "" ? "Row" : column.replaceAll("_", " "));

/** What a document says and what Sage shows of it, value by value. */
export function SageDifferences(props: Props) {
  const { caption, isCaptionShown = false, here = "Accepted", sides, more = 0, inset, className = "" } = props;
  return (
    <table className={`data-table table-fixed ${className}`}>
      <caption className={isCaptionShown ? `${inset} pb-1 text-left text-xs text-ink-2` : "unseen"}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col" className={inset}>
            Where
          </th>
          <th scope="col">{here}</th>
          <th scope="col">In Sage</th>
        </tr>
      </thead>
      <tbody>
        {sides.map((side) => (
          <tr key={`${side.table} ${side.row} ${side.column} ${side.accepted}`}>
            <th scope="row" className={`wrap font-normal ${inset}`}>
              <span className="block font-medium">{plain(side.column)}</span>
              <span className="block text-2xs text-ink-2">
                {side.table} {side.row}
              </span>
            </th>
            <td className="wrap font-mono text-xs">{side.accepted || "empty"}</td>
            <td className={`wrap font-mono text-xs ${side.isDifferent ? "font-medium text-bad" : ""}`}>
              {side.found === null ? <span className="text-ink-2">not seen</span> : side.found || "empty"}
              {side.isDifferent ? <span className="unseen"> differs</span> : null}
            </td>
          </tr>
        ))}
        {more > 0 ? (
          <tr>
            <td colSpan={3} className={`text-ink-2 ${inset}`}>
              {more} more values are on the item's own page.
            </td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}
