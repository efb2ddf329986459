"use client";
import type { ReactNode } from "react";
import { Amount } from "#components/money/amount.tsx";
import { useCompany } from "#components/time/company.tsx";
import type { Money } from "#lib/core/money.ts";

export type ControlTotal = {
  /** A project by number and name. */
  readonly label: string;
  readonly count: number;
  readonly amount: Money;
};
type Props = {
  readonly projects: readonly ControlTotal[];
  readonly total: Omit<ControlTotal, "label">;
  readonly hashTotal: ReactNode;
  /** What is to be known besides, in sentences. */
  readonly children: ReactNode;
};

/** Count and sum of what one decision would accept, by project, and the hash total of its documents. */
export function ControlTotals({ projects, total, hashTotal, children }: Props) {
  const { currency } = useCompany();
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
          {projects.map((project) => (
            <TotalRow key={project.label} total={project} />
          ))}
        </tbody>
        <tfoot>
          <TotalRow total={{ label: "Total", ...total }} />
        </tfoot>
      </table>
      <HashTotal>{hashTotal}</HashTotal>
      <p className="mt-2 text-ink-2">{children}</p>
    </>
  );
}

function TotalRow({ total: { label, count, amount } }: { readonly total: ControlTotal }) {
  return (
    <tr>
      <th scope="row" className="wrap">
        {label}
      </th>
      <td className="figure">{count.toLocaleString("en-US")}</td>
      <td className="figure">
        <Amount value={amount} />
      </td>
    </tr>
  );
}

/** The hash total under a table of totals. */
export function HashTotal({ children }: { readonly children: ReactNode }) {
  return (
    <dl className="mt-2 flex gap-2">
      <dt className="shrink-0 text-ink-2">Hash total</dt>
      <dd className="min-w-0 font-mono text-xs leading-5 break-all">{children}</dd>
    </dl>
  );
}
