"use client";
import Link from "next/link";
import { count } from "#components/money/count.ts";
import { LoadMore } from "#components/ui/load-more.tsx";
import type { RunPage } from "#lib/views/accept-runs.ts";

type Props = {
  readonly run: RunPage;
  readonly rows: RunPage["rows"];
  readonly more: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
};

/** What was left out when the run was decided, and what was refused in its turn, each with its reason. */
export function RunOut({ run, rows, more }: Props) {
  const total = run.refused + run.leftOut;
  if (total === 0) return null;
  return (
    <section aria-label="Not accepted" className="px-4 pb-4">
      <h2 className="mb-1 font-semibold">{count(total, "item")} not accepted</h2>
      <ul className="divide-y divide-line rounded-md border border-line">
        {rows.map((row) => (
          <li key={row.itemId} className="px-3 py-1.5">
            <p>
              <Link
                href={`/items/${row.itemId}`}
                prefetch={false}
                className="rounded-sm font-medium text-accent hover:underline"
              >
                {row.number}
              </Link>{" "}
              {row.title}
            </p>
            <p className="text-xs text-ink-2">{row.why}</p>
          </li>
        ))}
      </ul>
      <LoadMore
        hasMore={more.hasNextPage}
        isBusy={more.isFetchingNextPage}
        onMore={() => void more.fetchNextPage()}
        end="These are all"
      />
    </section>
  );
}
