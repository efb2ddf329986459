import Link from "next/link";
import { Amount } from "#components/money/amount.tsx";
import { useCompany } from "#components/time/company.tsx";
import { Stamp } from "#components/time/when.tsx";
import type { BatchListRow } from "#lib/views/batches.ts";

export function BatchesTable({ rows }: { readonly rows: readonly BatchListRow[] }) {
  const { currency } = useCompany();
  return (
    <table className="data-table table-fixed" data-hover>
      <caption className="unseen">Batches, newest first</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-4">
            Batch
          </th>
          <th scope="col" className="hidden @[52rem]:table-cell">
            Accepted by
          </th>
          <th scope="col" className="figure w-16">
            Items
          </th>
          <th scope="col" className="figure w-[8.5rem] max-md:w-[7rem]">
            Amount, {currency}
          </th>
          <th scope="col" className="figure w-20">
            Proved
          </th>
          <th scope="col" className="figure hidden w-24 @[52rem]:table-cell">
            Under way
          </th>
          <th scope="col" className="figure hidden w-28 @[52rem]:table-cell">
            Needs a person
          </th>
          <th scope="col" className="figure hidden w-24 pr-4 @[60rem]:table-cell">
            Other
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { readonly row: BatchListRow }) {
  const { proved = 0, under_way: open = 0, attention = 0, failed = 0 } = row.outcomes;
  return (
    <tr>
      <th scope="row" className="h-12 pl-4">
        <Link
          href={`/batches/${row.id}`}
          prefetch={false}
          className="rounded-sm font-medium text-accent hover:underline"
        >
          Batch {row.number}
        </Link>
        <span className="block truncate text-xs text-ink-2">
          <Stamp at={row.at} />
          {row.refused > 0 ? ` · ${row.refused} left out` : ""}
        </span>
      </th>
      <td className="hidden @[52rem]:table-cell">{row.by}</td>
      <td className="figure">{row.count}</td>
      <td className="figure">
        <Amount value={row.amount} />
      </td>
      <td className={`figure ${proved === row.count ? "text-good" : ""}`}>{proved}</td>
      <td className="figure hidden @[52rem]:table-cell">{open}</td>
      <td className={`figure hidden @[52rem]:table-cell ${attention + failed > 0 ? "text-bad" : ""}`}>
        {attention + failed}
      </td>
      <td className="figure hidden pr-4 @[60rem]:table-cell">{row.count - proved - open - attention - failed}</td>
    </tr>
  );
}
