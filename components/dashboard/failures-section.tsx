import Link from "next/link";
import { RowBar } from "#components/dashboard/columns-chart.tsx";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { useCompany } from "#components/time/company.tsx";
import { Block } from "#components/ui/block.tsx";
import type { CauseBar } from "#lib/views/dashboard.ts";

type Props = { readonly causes: readonly CauseBar[]; readonly more: number };

/** What holds items up now, as Sync health groups it: the causes with the most items. */
export function FailuresSection({ causes, more }: Props) {
  const note =
    more > 0 ? `The ten with the most items; ${count(more, "cause")} more on Sync health.` : "As on Sync health.";
  return (
    <Block id="failures" title="Failures by cause" note={note}>
      {causes.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">
          Nothing holds an item up. A cause appears here as soon as one is blocked, waits too long or fails.
        </p>
      ) : (
        <>
          <div className="flex justify-end px-4 py-2">
            <ExportMenu table="failures" noun="the causes" isSmall isUndermost />
          </div>
          <Causes causes={causes} />
        </>
      )}
    </Block>
  );
}

function Causes({ causes }: { readonly causes: readonly CauseBar[] }) {
  const { currency } = useCompany();
  const max = Math.max(0, ...causes.map(({ items }) => items));
  return (
    <table className="data-table border-t border-line">
      <caption className="unseen">Causes with the items and the money they hold up</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-4">
            Cause
          </th>
          <th scope="col" className="w-1/4 max-md:hidden">
            Share
          </th>
          <th scope="col" className="figure w-16">
            Items
          </th>
          <th scope="col" className="figure w-40 max-sm:w-28">
            Amount, {currency}
          </th>
        </tr>
      </thead>
      <tbody>
        {causes.map(({ key, words, items, amount, href }) => (
          <tr key={key}>
            <th scope="row" className="py-1 pl-4 font-normal whitespace-normal">
              <Link href={href} prefetch={false} className="rounded-sm text-accent hover:underline">
                {words}
              </Link>
            </th>
            <td className="max-md:hidden">
              <RowBar value={items} max={max} amount={amount} />
            </td>
            <td className="figure">{items.toLocaleString("en-US")}</td>
            <td className="figure">
              <Amount value={amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
