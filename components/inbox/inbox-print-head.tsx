"use client";
import type { InboxQuery } from "#components/inbox/use-inbox-filter.ts";
import type { InboxRows } from "#components/inbox/use-inbox-rows.ts";
import { count } from "#components/money/count.ts";
import { PrintHead } from "#components/table/print-head.tsx";
import { usePrinting } from "#components/table/use-printing.ts";
import { useCompany } from "#components/time/company.tsx";
import { sum } from "#lib/core/money.ts";
import { moreWords } from "#lib/core/narrowing.ts";
import { formatAmount } from "#lib/views/format.ts";
import { inboxTabs } from "#lib/views/inbox-tabs.ts";

type Props = { readonly list: InboxRows; readonly filter: InboxQuery };

/** What the printed list is: its view, filters, order, and its totals beside those of the rows on the sheet. */
export function InboxPrintHead({ list, filter }: Props) {
  const { currency } = useCompany();
  if (!usePrinting()) return null;
  const { rows, page, hasMore } = list;
  const label = (choices: readonly { id: string; label: string }[], id: string) =>
    choices.find((one) => one.id === id)?.label ?? "none";
  const filters = [
    filter.type ? `record type ${label(page.types, filter.type)}` : null,
    filter.project ? `project ${label(page.projects, filter.project)}` : null,
    filter.vendor ? `vendor ${rows[0]?.vendor?.name ?? "none"}` : null,
    filter.assignee ? `assigned to ${rows[0]?.assignee?.name ?? "nobody"}` : null,
    ...moreWords(filter).map(([name, words]) => `${name.toLowerCase()} ${words}`),
    filter.q ? `words “${filter.q}”` : null,
  ].filter((part) => part !== null);
  const printed = `${count(rows.length, "item")}, ${currency} ${formatAmount(sum(rows.map(({ amount }) => amount)))}`;
  const whole = page.total
    ? `${count(page.total.count, "item")}, ${currency} ${formatAmount(page.total.amount)}`
    : null;
  const lines = [
    `Filter: ${filters.join(", ") || "none"}. Order: ${filter.sort}, ${filter.dir === "asc" ? "rising" : "falling"}.`,
    hasMore
      ? `The first ${printed} on this sheet, of ${whole ?? "more"}. Scroll down or export for all.`
      : `Total: ${printed}.`,
  ];
  return <PrintHead title={`Inbox, ${inboxTabs[filter.tab].label}`} lines={lines} at={page.now} />;
}
