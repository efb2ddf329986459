"use client";
import { useState } from "react";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { Day } from "#components/time/when.tsx";
import type { CheckedRow } from "#lib/views/accept-check.ts";

const mostNamed = 3;

/** In which order the items go, and which of them waits for which others. */
export function AcceptOrder({ going, behind }: { readonly going: readonly CheckedRow[]; readonly behind: number }) {
  const [isOpen, setOpen] = useState(false);
  const later = going.filter(({ after }) => after.length > 0);
  return (
    <section aria-label="Order" className="mt-5">
      <h3 className="mb-1 font-semibold">Order</h3>
      {behind === 0 ? (
        <p className="text-ink-2">All are sent at once: none of them waits for another one.</p>
      ) : (
        <>
          <p className="text-ink-2">To be sent after what it waits for is Synced: {count(behind, "item")}.</p>
          <ul className="mt-1 divide-y divide-line rounded-md border border-line">
            {later.map(({ row, after }) => (
              <li key={row.id} className="px-3 py-1">
                <span className="font-medium">{row.number}</span> after {named(after)}
              </li>
            ))}
          </ul>
        </>
      )}
      <details className="mt-1" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="w-fit cursor-pointer rounded-sm text-accent">All {going.length} in their order</summary>
        {isOpen ? <InOrder going={going} /> : null}
      </details>
    </section>
  );
}

function InOrder({ going }: { readonly going: readonly CheckedRow[] }) {
  return (
    <table className="data-table mt-1">
      <caption className="unseen">Items in the order in which they go</caption>
      <thead>
        <tr>
          <th scope="col" className="figure">
            No.
          </th>
          <th scope="col">Item</th>
          <th scope="col">Booked on</th>
          <th scope="col" className="figure">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {going.map(({ row, date }, n) => (
          <tr key={row.id}>
            <td className="figure">{n + 1}</td>
            <th scope="row" className="wrap">
              {row.number}
            </th>
            <td>{date ? <Day date={date.value} /> : "–"}</td>
            <td className="figure">
              <Amount value={row.amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function named(numbers: readonly string[]): string {
  const more = numbers.length - mostNamed;
  return more > 0 ? `${numbers.slice(0, mostNamed).join(", ")} and ${more} more` : numbers.join(", ");
}
