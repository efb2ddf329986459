"use client";
import { SelectionFoot } from "#components/inbox/selection-foot.tsx";
import type { InboxQuery } from "#components/inbox/use-inbox-filter.ts";
import type { InboxRows } from "#components/inbox/use-inbox-rows.ts";
import type { Selection } from "#components/inbox/use-selection.ts";
import type { WholeView } from "#components/inbox/use-whole-view.ts";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { useCompany } from "#components/time/company.tsx";
import { sum } from "#lib/core/money.ts";

type Props = {
  readonly list: InboxRows;
  readonly selection: Selection;
  readonly whole: WholeView;
  readonly filter: InboxQuery;
  readonly isFiltered: boolean;
  readonly onAccept: () => void;
  readonly onReject: () => void;
  readonly onAssign: () => void;
};

/** Count and sum of what the list holds, and of what is selected; always in view. */
export function ListFoot({ list, selection, whole, filter, isFiltered, onAccept, onReject, onAssign }: Props) {
  const { currency } = useCompany();
  const { page, rows, hasMore, problem } = list;
  const total = page.total ?? (hasMore ? null : { count: rows.length, amount: sum(rows.map((row) => row.amount)) });
  const hasSelection = selection.total.count > 0;
  return (
    <div className="flex h-10 shrink-0 items-center gap-3 overflow-hidden border-t border-line-strong bg-sunken px-3">
      {hasSelection ? (
        <SelectionFoot
          selection={selection}
          whole={whole}
          onAccept={onAccept}
          onReject={onReject}
          onAssign={onAssign}
        />
      ) : (
        <>
          <span className="whitespace-nowrap text-ink-2">
            {isFiltered ? "Filtered: " : ""}
            {total ? count(total.count, "item") : `${rows.length}+ items`}
          </span>
          {total ? <Amount value={total.amount} currency={currency} className="font-medium" /> : null}
          <span className="ml-auto truncate text-xs text-ink-3">
            {problem ? (
              <span className="text-bad">Not up to date: {problem.sentence}</span>
            ) : list.isReadingMore ? (
              "Reading more"
            ) : hasMore ? (
              `${rows.length} read`
            ) : null}
          </span>
        </>
      )}
      <span className={hasSelection ? "max-md:hidden" : ""}>
        <ExportMenu table="inbox" input={tableInput(filter)} isSmall />
      </span>
    </div>
  );
}

/** Groups are of the screen alone: the list itself does not change with them. */
const tableInput = ({ group: _, ...filter }: InboxQuery) => filter;
