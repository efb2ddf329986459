"use client";
import { Check, X } from "lucide-react";
import { Amount } from "#components/money/amount.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import type { PointName } from "#lib/core/adoption.ts";
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
  return (
    <table className="data-table table-fixed">
      <caption className="unseen">Fields of both sides</caption>
      <thead>
        <tr>
          <th scope="col" className="w-28 pl-2">
            Field
          </th>
          <th scope="col">Procore</th>
          <th scope="col">Sage</th>
        </tr>
      </thead>
      <tbody>
        {match.points.map(({ name, here, there, isSame }) => {
          const Icon = isSame ? Check : X;
          return (
            <tr key={name}>
              <th scope="row" className="pl-2 font-normal text-ink-2">
                {labels[name]}
              </th>
              <td className="wrap">{name === "amount" ? <Amount value={here} /> : here || "–"}</td>
              <td className="wrap">
                <span className={isSame ? "text-good" : "text-bad"}>
                  <Icon aria-hidden="true" className="mr-1 inline size-3.5" />
                  <span className="unseen">{isSame ? "same: " : "differs: "}</span>
                </span>
                {name === "amount" ? <Amount value={there} /> : there || "–"}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const plain = (column: string): string => (column === "" ? "Row" : column.replaceAll("_", " "));

function Differences({ match: { differences } }: { readonly match: DocumentMatch }) {
  if (differences.length === 0)
    return <p className="text-good">Nothing that tells the record differs, line by line.</p>;
  return (
    <table className="data-table table-fixed">
      <caption className="pb-1 text-left text-xs text-ink-2">What differs, by field and line</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-2">
            Where
          </th>
          <th scope="col">Document</th>
          <th scope="col">In Sage</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((one) => (
          <tr key={`${one.table} ${one.row} ${one.column}`}>
            <th scope="row" className="wrap pl-2">
              <span className="block font-medium">{plain(one.column)}</span>
              <span className="block text-2xs text-ink-3">
                {one.table} {one.row}
              </span>
            </th>
            <td className="wrap font-mono text-xs">{one.expected}</td>
            <td className="wrap font-mono text-xs font-medium text-bad">{one.found}</td>
          </tr>
        ))}
      </tbody>
    </table>
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
