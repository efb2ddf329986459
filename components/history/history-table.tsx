"use client";
import { ListFilter } from "lucide-react";
import Link from "next/link";
import { AsItWas } from "#components/past/as-it-was.tsx";
import { useClock, useCompany } from "#components/time/company.tsx";
import { useFullWords } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { dayOf, timeOf, zoneLabel } from "#lib/core/clock.ts";
import { formatAmount } from "#lib/views/format.ts";
import type { HistoryRow } from "#lib/views/screens.ts";

type Props = {
  readonly rows: readonly HistoryRow[];
  readonly isStale: boolean;
  readonly onItem: (itemId: string) => void;
};

export function HistoryTable({ rows, isStale, onItem }: Props) {
  const clock = useClock();
  const full = useFullWords();
  return (
    <table className={`data-table table-fixed ${isStale ? "opacity-60" : ""}`} aria-busy={isStale}>
      <caption className="unseen">Events, newest first</caption>
      <thead>
        <tr>
          <th scope="col" className="w-[10.5rem] pl-4 max-md:w-[6.5rem]">
            Time, {zoneLabel(clock.timeZone.split("/").at(-1) ?? "")}
          </th>
          <th scope="col" className="hidden w-48 @[44rem]:table-cell">
            Who
          </th>
          <th scope="col">What</th>
          <th scope="col" className="hidden w-44 @[56rem]:table-cell">
            Item
          </th>
          <th scope="col" className="hidden w-28 @[64rem]:table-cell">
            Hash
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.seq}>
            <td className="wrap pl-4 align-top text-ink-2">
              <time dateTime={row.at} title={full(row.at)}>
                {dayOf(row.at, clock)} <span className="whitespace-nowrap">{timeOf(row.at, clock)}</span>
              </time>
            </td>
            <td className="wrap hidden align-top @[44rem]:table-cell">
              <Who row={row} />
            </td>
            <td className="wrap align-top">
              {row.words}
              {row.details.length > 0 ? (
                <p className="mt-0.5 text-xs whitespace-pre-wrap text-ink-2">{row.details.join("\n")}</p>
              ) : null}
              <Facts row={row} />
              <Past row={row} />
              <span className="block text-xs text-ink-2 @[44rem]:hidden">
                <Who row={row} />
              </span>
              <span className="block @[56rem]:hidden">
                <Item row={row} />
              </span>
            </td>
            <td className="wrap hidden align-top @[56rem]:table-cell">
              <span className="-my-1 flex items-center justify-between">
                <Item row={row} />
                {row.itemId ? (
                  <Button
                    size="icon"
                    look="ghost"
                    label={`Only events of ${row.itemNumber ?? "this item"}`}
                    onPress={() => row.itemId && onItem(row.itemId)}
                  >
                    <ListFilter aria-hidden="true" className="size-3.5 text-ink-3" />
                  </Button>
                ) : null}
              </span>
            </td>
            <td
              className="wrap hidden align-top font-mono text-xs leading-5 text-ink-3 @[64rem]:table-cell"
              title={`Event ${row.seq}, hash ${row.hash}`}
            >
              {row.hash.slice(0, 10)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** To what the event changed, as it was before and after. */
function Past({ row }: { readonly row: HistoryRow }) {
  const page = row.itemId ? `/items/${row.itemId}` : row.pastPage;
  return page ? <AsItWas page={page} at={row.at} words={row.words} /> : null;
}

/** Whose act it was, and for whom. */
function Who({ row }: { readonly row: HistoryRow }) {
  return (
    <>
      {row.who}
      {row.onBehalfOf ? <span className="block text-xs text-ink-2">on behalf of {row.onBehalfOf}</span> : null}
      {row.token ? <span className="block text-xs text-ink-2">with token {row.token}</span> : null}
      {row.isByMail ? <span className="block text-xs text-ink-2">by mail link</span> : null}
    </>
  );
}

/** What the event says of version, money, attempt and Sage id; the sentence above may say some of it. */
function Facts({ row: { facts, project } }: { readonly row: HistoryRow }) {
  const { currency } = useCompany();
  const parts = [
    facts.revision === null ? null : `version ${facts.revision}`,
    facts.amount === null ? null : `${currency} ${formatAmount(facts.amount)}`,
    facts.attempt === null ? null : `attempt ${facts.attempt}`,
    facts.sageId ? `Sage id ${facts.sageId}` : null,
    project,
  ].filter((part) => part !== null && part !== "");
  if (parts.length === 0) return null;
  return <span className="block text-xs text-ink-3">{parts.join(" · ")}</span>;
}

function Item({ row }: { readonly row: HistoryRow }) {
  if (!row.itemId) return null;
  return (
    <Link
      href={`/items/${row.itemId}`}
      prefetch={false}
      className="inline-block min-h-6 truncate rounded-sm leading-6 text-accent hover:underline"
    >
      {row.itemNumber ?? "item"}
    </Link>
  );
}
