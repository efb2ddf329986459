"use client";
import Link from "next/link";
import { Amount } from "#components/money/amount.tsx";
import { useCompany } from "#components/time/company.tsx";
import { Block } from "#components/ui/block.tsx";
import type { HealthView } from "#lib/views/screens.ts";

const shown = 5;

/** One line per cause, however many items it holds up. */
export function CausesSection({ view }: { readonly view: HealthView }) {
  const { currency } = useCompany();
  return (
    <Block id="causes" title="What holds items up" note={view.causes.length > 0 ? "One line per cause." : undefined}>
      {view.causes.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">Nothing. A cause appears here as soon as an export waits or fails.</p>
      ) : (
        <table className="data-table">
          <caption className="unseen">Causes with the items and the money they hold up</caption>
          <thead>
            <tr>
              <th scope="col" className="pl-4">
                Cause
              </th>
              <th scope="col" className="figure w-20">
                Items
              </th>
              <th scope="col" className="figure w-40">
                Amount, {currency}
              </th>
              <th scope="col" className="w-56 max-md:hidden">
                Open
              </th>
            </tr>
          </thead>
          <tbody>
            {view.causes.map((cause) => (
              <tr key={cause.words}>
                <th scope="row" className="wrap min-w-48 pl-4">
                  {cause.words}
                  <span className="block md:hidden">
                    <ItemLinks cause={cause} />
                  </span>
                </th>
                <td className="figure">{cause.count.toLocaleString("en-US")}</td>
                <td className="figure">
                  <Amount value={cause.amount} />
                </td>
                <td className="wrap max-md:hidden">
                  <ItemLinks cause={cause} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Block>
  );
}

function ItemLinks({ cause }: { readonly cause: HealthView["causes"][number] }) {
  const links = cause.items.slice(0, shown);
  const left = cause.count - links.length;
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {links.map(({ id, number }) => (
        <Link
          key={id}
          href={`/items/${id}`}
          prefetch={false}
          className="inline-flex min-h-6 min-w-6 items-center text-accent underline-offset-2 hover:underline"
        >
          {number}
          <span className="unseen"> held up by: {cause.words}</span>
        </Link>
      ))}
      {left > 0 ? <span className="text-xs text-ink-2">and {left.toLocaleString("en-US")} more</span> : null}
    </span>
  );
}
