import Link from "next/link";
import { ColumnsChart } from "#components/dashboard/columns-chart.tsx";
import { Amount } from "#components/money/amount.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { useCompany } from "#components/time/company.tsx";
import { Block } from "#components/ui/block.tsx";
import { type AgeBucket, type AgeLine, ageBucketIds, ageBuckets } from "#lib/core/dashboard.ts";
import { type ClockHolder, clockHolders } from "#lib/core/holder-clock.ts";

/** How long what is pending has been where it is, by who holds it. */
export function AgesSection({ ages }: { readonly ages: readonly AgeLine[] }) {
  const { currency } = useCompany();
  const max = Math.max(0, ...ages.flatMap(({ buckets }) => ageBucketIds.map((id) => buckets[id].items)));
  return (
    <Block
      id="ages"
      title="Age of what is pending"
      note={`Days in the state it has, items and ${currency}. Not sent counts from its approval in Procore on.`}
    >
      <div className="flex justify-end px-4 pt-2">
        <ExportMenu table="ageing" noun="the ages" isSmall />
      </div>
      <div className="grid gap-4 px-4 pt-2 pb-4 sm:grid-cols-3">
        {ages.map(({ holder, buckets }) => (
          <ColumnsChart
            key={holder}
            title={clockHolders[holder]}
            max={max}
            isLabelled
            columns={ageBucketIds.map((id) => ({
              key: id,
              label: ageBuckets[id].label.replace(/ days( and more)?$/, (_, more: string) => (more ? "+" : "")),
              value: buckets[id].items,
            }))}
          />
        ))}
      </div>
      <div className="overflow-x-auto border-t border-line">
        <AgesTable ages={ages} />
      </div>
    </Block>
  );
}

function AgesTable({ ages }: { readonly ages: readonly AgeLine[] }) {
  return (
    <table className="data-table">
      <caption className="unseen">Pending items by age and holder</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-4">
            Age
          </th>
          {ages.map(({ holder }) => (
            <th key={holder} scope="col" className="figure max-sm:whitespace-normal">
              {clockHolders[holder]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ageBucketIds.map((id) => (
          <tr key={id}>
            <th scope="row" className="pl-4 font-normal">
              {ageBuckets[id].label}
            </th>
            {ages.map(({ holder, buckets }) => (
              <Tally key={holder} holder={holder} age={id} {...buckets[id]} />
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" className="pl-4 text-left">
            All
          </th>
          {ages.map(({ holder, items, amount }) => (
            <Tally key={holder} holder={holder} items={items} amount={amount} />
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

type TallyProps = {
  readonly holder: ClockHolder;
  readonly age?: AgeBucket;
  readonly items: number;
  readonly amount: string;
};

function Tally({ holder, age, items, amount }: TallyProps) {
  const query = new URLSearchParams({ holder, ...(age ? { age } : {}) });
  const name = `${clockHolders[holder]}, ${age ? ageBuckets[age].label : "all"}`;
  return (
    <td className="figure py-1">
      {items === 0 ? (
        <span className="text-ink-3">0</span>
      ) : (
        <Link
          href={`/dashboard/items?${query.toString()}`}
          prefetch={false}
          className="rounded-sm text-accent hover:underline"
        >
          <span className="unseen">{name}: </span>
          {items.toLocaleString("en-US")}
        </Link>
      )}
      <span className="block text-xs text-ink-2 max-sm:hidden">
        <Amount value={amount} />
      </span>
    </td>
  );
}
