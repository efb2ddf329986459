"use client";
import type { InboxQuery } from "#components/inbox/use-inbox-filter.ts";
import { PickerDialog } from "#components/ui/picker-dialog.tsx";
import { inboxSortLabels, inboxSorts } from "#lib/views/inbox-tabs.ts";

type Props = {
  readonly filter: Pick<InboxQuery, "sort" | "dir">;
  readonly onSort: (sort: InboxQuery["sort"], dir: InboxQuery["dir"]) => void;
  readonly onClose: () => void;
};

/** The orders of the list, each in both directions. */
export function SortMenu({ filter, onSort, onClose }: Props) {
  const lines = inboxSorts.flatMap((sort) =>
    (["desc", "asc"] as const).map((dir) => ({
      id: `${sort} ${dir}`,
      label: `${inboxSortLabels[sort].label}: ${inboxSortLabels[sort][dir]}`,
      isChosen: filter.sort === sort && filter.dir === dir,
      sort,
      dir,
    })),
  );
  return (
    <PickerDialog
      title="Sort the list"
      placeholder="Sent, amount, number, last change"
      lines={lines}
      empty="No such order."
      status="Enter sorts the list"
      onPick={(id) => {
        const line = lines.find((one) => one.id === id);
        if (line) onSort(line.sort, line.dir);
      }}
      onClose={onClose}
    />
  );
}
