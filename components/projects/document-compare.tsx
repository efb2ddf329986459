"use client";
import type { ReactNode } from "react";
import { Amount } from "#components/money/amount.tsx";
import { SageDifferences } from "#components/review/sage-differences.tsx";
import { SideCompare } from "#components/table/side-compare.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import { Day } from "#components/time/when.tsx";
import type { PointName } from "#lib/core/adoption.ts";
import { sideOf } from "#lib/core/machines/sides.ts";
import type { DocumentMatch } from "#lib/views/adoption.ts";

const labels: Readonly<Record<PointName, string>> = {
  number: "Number",
  vendor: "Sage vendor",
  amount: "Amount",
  date: "Date",
  name: "Description",
};

/** Both sides field by field, what differs line by line, and the lines of the document. */
export function DocumentCompare({ match }: { readonly match: DocumentMatch }) {
  return (
    <div className="space-y-3">
      {match.points.length > 0 ? <Fields match={match} /> : null}
      {match.record && match.reason === null ? <Differences match={match} /> : null}
      {match.lines.length > 0 ? <Lines match={match} /> : null}
    </div>
  );
}

function Fields({ match }: { readonly match: DocumentMatch }) {
  const rows = match.points.map(({ name, here, there, isSame }) => ({
    label: labels[name],
    here: shown(name, here),
    there: shown(name, there),
    agreement: isSame ? ("agrees" as const) : ("differs" as const),
  }));
  return <SideCompare caption="Fields of both sides" rows={rows} inset="pl-2" />;
}

function shown(name: PointName, value: string): ReactNode {
  if (name === "amount") return <Amount value={value} />;
  return name === "date" ? <Day date={value} /> : value;
}

function Differences({ match: { differences } }: { readonly match: DocumentMatch }) {
  if (differences.length === 0)
    return <p className="text-good">Nothing that tells the record differs, line by line.</p>;
  return (
    <SageDifferences
      caption="What differs, by field and line"
      isCaptionShown
      here="Document"
      sides={differences.map(sideOf)}
      inset="pl-2"
    />
  );
}

function Lines({ match: { lines } }: { readonly match: DocumentMatch }) {
  return (
    <TableFrame label="Lines of the document" className="max-h-64 rounded-md border border-line">
      <table className="data-table text-xs">
        <caption className="unseen">Lines of the document in Procore</caption>
        <thead>
          <tr>
            <th scope="col" className="pl-2">
              Line
            </th>
            <th scope="col">Code</th>
            <th scope="col" className="max-sm:hidden">
              Description
            </th>
            <th scope="col" className="figure">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope="row" className="pl-2 font-normal">
                {line.number}
              </th>
              <td className="font-mono">{[line.extra, line.costCode, line.category].filter(Boolean).join(" ")}</td>
              <td className="wrap max-sm:hidden">{line.description}</td>
              <td className="figure">
                <Amount value={line.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
