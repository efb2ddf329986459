import Link from "next/link";
import { OutcomeMark } from "#components/batches/batch-outcome.tsx";
import { Amount } from "#components/money/amount.tsx";
import { Day, Stamp } from "#components/time/when.tsx";
import { sum } from "#lib/core/money.ts";
import type { BatchItem, BatchPage } from "#lib/views/batches.ts";

const mid = "hidden @[46rem]:table-cell print:table-cell";
const wide = "hidden @[64rem]:table-cell print:table-cell";

/** Every item of the batch in the order in which they go. */
export function BatchRows({ view }: { readonly view: BatchPage }) {
  return (
    <table aria-label="Items of the batch" className="data-table table-fixed border-t border-line">
      <thead>
        <tr>
          <th scope="col" className={`figure w-10 print:w-8 ${mid}`}>
            No.
          </th>
          <th scope="col" className="max-md:pl-4">
            Item
          </th>
          <th scope="col" className={mid}>
            Project and vendor
          </th>
          <th scope="col" className="figure w-32 max-md:w-[7rem] print:w-28">
            Amount, {view.currency}
          </th>
          <th scope="col" className={`w-24 ${wide}`}>
            Booked on
          </th>
          <th scope="col" className={`w-28 print:w-24 ${wide}`}>
            Sage id
          </th>
          <th scope="col" className="w-52 max-md:w-[34%] print:w-40">
            Outcome
          </th>
          <th scope="col" className={`w-24 pr-4 ${wide}`}>
            Document
          </th>
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row) => (
          <Row key={row.position} row={row} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td className={mid} />
          <th scope="row" className="max-md:pl-4">
            {view.rows.length} items
          </th>
          <td className={mid} />
          <td className="figure">
            <Amount value={sum(view.rows.map((row) => row.amount))} />
          </td>
          <td className={wide} />
          <td className={wide} />
          <td />
          <td className={wide} />
        </tr>
      </tfoot>
    </table>
  );
}

function Row({ row }: { readonly row: BatchItem }) {
  return (
    <tr>
      <td className={`figure wrap align-top ${mid}`}>{row.position}</td>
      <th scope="row" className="wrap align-top max-md:pl-4">
        <Link
          href={`/items/${row.itemId}`}
          prefetch={false}
          className="rounded-sm font-medium text-accent hover:underline"
        >
          {row.number}
        </Link>{" "}
        <span className="text-xs text-ink-2">{row.typeLabel}</span>
        <span className="block text-xs text-ink-2">{row.title}</span>
      </th>
      <td className={`wrap align-top ${mid}`}>
        {`${row.project.number} ${row.project.name}`.trim()}
        <span className="block text-xs text-ink-2">{row.vendorName ?? "no vendor"}</span>
      </td>
      <td className="figure wrap align-top">
        <Amount value={row.amount} />
      </td>
      <td className={`align-top whitespace-nowrap ${wide}`}>{row.bookedDay ? <Day date={row.bookedDay} /> : null}</td>
      <td className={`wrap align-top font-mono text-xs leading-5 ${wide}`}>{row.sageId}</td>
      <td className="wrap align-top">
        <OutcomeMark outcome={row.outcome} label={row.statusLabel} />
        {row.provedAt ? <Stamp at={row.provedAt} className="block text-xs text-ink-2" /> : null}
        {row.note ? <span className="block text-xs text-ink-2">{row.note}</span> : null}
      </td>
      <td
        className={`wrap pr-4 align-top font-mono text-xs leading-5 text-ink-2 ${wide}`}
        title={`SHA-256 of the document: ${row.documentSha256}`}
      >
        {row.documentSha256.slice(0, 10)}
      </td>
    </tr>
  );
}
