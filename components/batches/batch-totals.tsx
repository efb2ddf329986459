import { CircleCheck, OctagonAlert } from "lucide-react";
import type { ReactNode } from "react";
import { OutcomeMark } from "#components/batches/batch-outcome.tsx";
import { Amount } from "#components/money/amount.tsx";
import { Day } from "#components/time/when.tsx";
import type { Subtotal } from "#lib/core/batch.ts";
import { sum } from "#lib/core/money.ts";
import type { BatchPage } from "#lib/views/batches.ts";

/** Count, sum and hash as they were accepted, and how they are divided now. */
export function BatchTotals({ view }: { readonly view: BatchPage }) {
  const { currency } = view;
  const words = (total: Subtotal) => total.label;
  return (
    <>
      <div className="grid grid-cols-3 items-start gap-4 px-4 py-3 @max-[60rem]:grid-cols-1 print:grid-cols-2">
        <TotalsTable
          caption="Control totals"
          head="Outcome"
          totals={view.byOutcome}
          accepted={view}
          labelOf={(total) => <OutcomeMark outcome={total.outcome} label={total.label} />}
        />
        <TotalsTable caption="By project" head="Project" totals={view.byProject} accepted={view} labelOf={words} />
        <TotalsTable caption="By record type" head="Record type" totals={view.byType} accepted={view} labelOf={words} />
      </div>
      <HashTotal view={view} currency={currency} />
    </>
  );
}

type TableProps<Total extends Subtotal> = {
  readonly caption: string;
  readonly head: string;
  readonly totals: readonly Total[];
  readonly accepted: Pick<BatchPage, "count" | "amount" | "currency">;
  readonly labelOf: (total: Total) => ReactNode;
};

function TotalsTable<Total extends Subtotal>({ caption, head, totals, accepted, labelOf }: TableProps<Total>) {
  return (
    <table aria-label={caption} className="data-table table-fixed border border-line">
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" className="figure w-16">
            Items
          </th>
          <th scope="col" className="figure w-36">
            Amount, {accepted.currency}
          </th>
        </tr>
      </thead>
      <tbody>
        {totals.map((total) => (
          <tr key={total.label}>
            <th scope="row" className="wrap">
              {labelOf(total)}
            </th>
            <td className="figure">{total.count}</td>
            <td className="figure">
              <Amount value={total.amount} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          <td className="figure">{totals.reduce((count, total) => count + total.count, 0)}</td>
          <td className="figure">
            <Amount value={sum(totals.map((total) => total.amount))} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function HashTotal({ view, currency }: { readonly view: BatchPage; readonly currency: string }) {
  const Icon = view.isWhole ? CircleCheck : OctagonAlert;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 px-4 pb-3">
      <dt className="text-ink-2">Accepted</dt>
      <dd className="font-medium">
        {view.count} items, <Amount value={view.amount} currency={currency} />
      </dd>
      {view.run?.bookedDay ? (
        <>
          <dt className="text-ink-2">Accounting date</dt>
          <dd className="break-words">
            <Day date={view.run.bookedDay} /> for all that have one, by run {view.run.number}: {view.run.dateReason}
          </dd>
        </>
      ) : null}
      <dt className="text-ink-2">Hash total</dt>
      <dd className="font-mono text-xs leading-5 break-all">{view.hashTotal}</dd>
      <dt className="text-ink-2">Check</dt>
      <dd className={`flex items-start gap-1.5 ${view.isWhole ? "text-good" : "text-bad"}`}>
        <Icon aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
        {view.isWhole
          ? "Count, sum and hash total of the items below equal what was accepted."
          : "The items below are not what was accepted: do not rely on this proof, and have an administrator verify the chain in History."}
      </dd>
    </dl>
  );
}
