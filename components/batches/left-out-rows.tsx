import Link from "next/link";
import { count } from "#components/money/count.ts";
import type { BatchPage } from "#lib/views/batches.ts";

/** What was asked for in the same decision and refused, with the reason of each. */
export function LeftOutRows({ rows }: { readonly rows: BatchPage["refused"] }) {
  return (
    <section aria-label="Left out" className="border-t border-line bg-surface px-4 py-3">
      <h2 className="mb-1 font-semibold">{count(rows.length, "item")} left out</h2>
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.itemId} className="py-1.5">
            <Link
              href={`/items/${row.itemId}`}
              prefetch={false}
              className="rounded-sm font-medium text-accent hover:underline"
            >
              {row.number || row.itemId}
            </Link>{" "}
            {row.title}
            <span className="block text-xs text-ink-2">{row.why}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
