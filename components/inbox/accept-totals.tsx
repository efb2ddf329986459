"use client";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { type Money, sum } from "#lib/core/money.ts";
import { isFirstSignature } from "#lib/views/accept-plan.ts";
import type { InboxRow } from "#lib/views/inbox.ts";

type Props = {
  readonly rows: readonly InboxRow[];
  readonly currency: string;
  /** Over what would be accepted, as the batch keeps it; null where nothing would be, undefined until it is known. */
  readonly hashTotal: string | null | undefined;
};

/** Count and sum of what one decision would accept, by project, and the hash total of its documents. */
export function AcceptTotals({ rows, currency, hashTotal }: Props) {
  const jobs = [...new Map(rows.map((row) => [row.project.id, row.project])).values()];
  const signing = rows.filter(isFirstSignature).length;
  const warned = rows.filter((row) => row.warns > 0).length;
  return (
    <>
      <table className="data-table">
        <caption className="unseen">Control totals</caption>
        <thead>
          <tr>
            <th scope="col">Project</th>
            <th scope="col" className="figure">
              Items
            </th>
            <th scope="col" className="figure">
              Amount {currency}
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <TotalRow
              key={job.id ?? "company"}
              label={`${job.number} ${job.name}`.trim()}
              rows={rows.filter((row) => row.project.id === job.id)}
            />
          ))}
        </tbody>
        <tfoot>
          <TotalRow label="Total" rows={rows} />
        </tfoot>
      </table>
      <dl className="mt-2 flex gap-2">
        <dt className="shrink-0 text-ink-2">Hash total</dt>
        <dd className="min-w-0 font-mono text-xs leading-5 break-all">
          {hashTotal === undefined ? "…" : (hashTotal ?? "None: nothing goes to the outbox")}
        </dd>
      </dl>
      <p className="mt-2 text-ink-2">
        {signing === 0
          ? null
          : `${count(signing, "item")} get the first of two signatures and wait for a second accountant. `}
        {warned === 0 ? "None of them has a warning." : `${count(warned, "item")} with warnings, nothing that blocks.`}
      </p>
    </>
  );
}

function TotalRow({ label, rows }: { readonly label: string; readonly rows: readonly InboxRow[] }) {
  const amount: Money = sum(rows.map((row) => row.amount));
  return (
    <tr>
      <th scope="row" className="wrap">
        {label}
      </th>
      <td className="figure">{rows.length}</td>
      <td className="figure">
        <Amount value={amount} />
      </td>
    </tr>
  );
}
