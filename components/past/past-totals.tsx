"use client";
import { Amount } from "#components/money/amount.tsx";
import { useCompany } from "#components/time/company.tsx";
import { sum } from "#lib/core/money.ts";
import type { Total } from "#lib/views/inbox.ts";
import type { PastTypeTotals } from "#lib/views/past-project.ts";
import { projectColumns } from "#lib/views/project-columns.ts";

/** On a narrow page where it stood alone: with accounting, Synced, and all of it. */
const wideOnly: ReadonlySet<string> = new Set(["returned", "not_sent", "exporting", "failed"]);
const classOf = (id: string) => (wideOnly.has(id) ? "figure hidden @[60rem]:table-cell" : "figure");

/** What each record type of a project came to at an instant, by where its items stood. */
export function PastTotals({ types }: { readonly types: readonly PastTypeTotals[] }) {
  const { currency } = useCompany();
  return (
    <section aria-labelledby="totals-then" className="@container border-b border-line-strong bg-surface">
      <header className="border-b border-line bg-canvas px-4 pt-4 pb-2">
        <h2 id="totals-then" className="font-semibold">
          Totals, {currency}
        </h2>
      </header>
      <table className="data-table table-fixed">
        <caption className="unseen">Items and money by record type and state, as they were</caption>
        <thead className="[&_th]:static">
          <tr>
            <th scope="col" className="pl-4">
              Record type
            </th>
            {projectColumns.map(({ id, label }) => (
              <th key={id} scope="col" className={classOf(id)}>
                {label}
              </th>
            ))}
            <th scope="col" className="figure pr-4">
              All
            </th>
          </tr>
        </thead>
        <tbody>
          {types.map(({ recordType, label, totals, all }) => (
            <tr key={recordType}>
              <th scope="row" className="wrap h-12 pl-4 font-normal">
                {label}
              </th>
              {projectColumns.map(({ id }) => (
                <Cell key={id} total={totals[id]} className={classOf(id)} />
              ))}
              <Cell total={all} className="figure pr-4" />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="h-12 pl-4 text-left">
              All
            </th>
            {projectColumns.map(({ id }) => (
              <Cell key={id} total={together(types.map(({ totals }) => totals[id]))} className={classOf(id)} />
            ))}
            <Cell total={together(types.map(({ all }) => all))} className="figure pr-4" />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function together(totals: readonly Total[]): Total {
  return {
    count: totals.reduce((all, one) => all + one.count, 0),
    amount: sum(totals.map((one) => one.amount)),
  };
}

function Cell({ total, className }: { readonly total: Total; readonly className: string }) {
  return (
    <td className={`${className} ${total.count === 0 ? "text-ink-3" : ""}`}>
      <span className="block leading-4">{total.count.toLocaleString("en-US")}</span>
      <span className="block text-xs leading-4">
        <span className="unseen">, </span>
        <Amount value={total.amount} />
      </span>
    </td>
  );
}
