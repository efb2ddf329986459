"use client";
import { Countdown } from "#components/time/when.tsx";
import type { ItemView } from "#lib/views/item.ts";

type Export = NonNullable<ItemView["export"]>;
const writtenBack = {
  not_yet: "not written to Procore yet",
  written: "written to Procore",
  refused: "Procore refused the status",
  none: "Procore keeps no Sage ID of it",
} as const;

type Props = { readonly value: Export; readonly isInOutbox: boolean; readonly now: string };

/** Where the export stands: Sage's own words verbatim, and what Sage shows instead when it is held. */
export function ExportBlock({ value, isInOutbox, now }: Props) {
  const isBad = value.messages.length > 0 || value.differences.length > 0;
  const hasOwnNote = value.note !== null && !value.messages.includes(value.note);
  return (
    <section aria-label="Export" className={`rounded-md border px-3 py-2 ${isBad ? "border-bad" : "border-line"}`}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-semibold">{value.status}</h3>
        <p className="text-xs text-ink-2">
          Sage ID {value.erpId} · {value.isPosted ? "posted" : "not posted"} · {writtenBack[value.writtenBack]}
        </p>
      </div>
      {value.releaseAt && isInOutbox ? (
        <p className="text-ink-2">
          Released in <Countdown to={value.releaseAt} now={now} />
        </p>
      ) : null}
      {hasOwnNote ? <p className="text-ink-2">{value.note}</p> : null}
      {value.messages.length > 0 ? <Words messages={value.messages} /> : null}
      {value.differences.length > 0 ? <Differences list={value.differences} /> : null}
    </section>
  );
}

function Words({ messages }: { readonly messages: readonly string[] }) {
  return (
    <figure className="mt-1.5">
      <figcaption className="text-xs text-ink-3">Sage's words</figcaption>
      <blockquote className="mt-0.5 rounded-sm bg-sunken px-2 py-1 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
        {messages.join("\n")}
      </blockquote>
    </figure>
  );
}

function Differences({ list }: { readonly list: Export["differences"] }) {
  return (
    <div className="-mx-3 mt-2 -mb-2 overflow-hidden rounded-b-md">
      <table className="data-table table-fixed">
        <caption className="px-3 pb-1 text-left text-xs text-ink-3">What was accepted, and what Sage shows</caption>
        <thead>
          <tr>
            <th scope="col" className="pl-3">
              Where
            </th>
            <th scope="col">Accepted</th>
            <th scope="col">In Sage</th>
          </tr>
        </thead>
        <tbody>
          {list.map((one) => (
            <tr key={`${one.table} ${one.row} ${one.column} ${one.expected}`}>
              <th scope="row" className="wrap pl-3">
                <span className="block font-medium">{one.column || "Row"}</span>
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
    </div>
  );
}
