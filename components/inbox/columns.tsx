import { createColumnHelper, rowSelectionFeature, tableFeatures } from "@tanstack/react-table";
import { Link2, Link2Off, OctagonAlert, RotateCcw, TriangleAlert } from "lucide-react";
import { HoldMark } from "#components/hold/hold-words.tsx";
import { Amount } from "#components/money/amount.tsx";
import { Age } from "#components/time/when.tsx";
import { LaneMark, SignedMark, StateMark } from "#components/ui/state-chip.tsx";
import type { ColumnLayout } from "#lib/views/column-layout.ts";
import type { InboxFilter, InboxRow } from "#lib/views/inbox.ts";
import { type InboxColumnId, inboxColumnIds } from "#lib/views/inbox-columns.ts";

export const features = tableFeatures({ rowSelectionFeature });
const helper = createColumnHelper<typeof features, InboxRow>();

/** Width and the list widths at which a column shows (container queries): the first cells fix the layout. */
export type ColumnLook = {
  readonly className: string;
  readonly isFigure?: true;
  readonly sort?: InboxFilter["sort"];
  readonly label: string;
  /** Only there when somebody chose it. */
  readonly isExtra?: true;
};
export const looks: Readonly<Record<InboxColumnId, ColumnLook>> = {
  state: { label: "State", className: "w-[7.75rem] text-xs max-md:w-9" },
  number: { label: "Number", className: "w-[7.125rem] max-md:w-auto", sort: "number" },
  type: { label: "Type", className: "w-[7rem] hidden @[62rem]:table-cell" },
  project: { label: "Project", className: "w-[3.875rem] hidden @[38rem]:table-cell" },
  vendor: { label: "Vendor", className: "hidden @[32rem]:table-cell" },
  title: { label: "Title", className: "w-[20%] hidden @[52rem]:table-cell @[64rem]:w-[22%]" },
  assignee: { label: "Assigned", className: "w-[7.5rem] hidden @[62rem]:table-cell" },
  amount: { label: "Amount", className: "w-[7.25rem]", isFigure: true, sort: "amount" },
  sent: { label: "Sent", className: "w-[4.25rem] hidden @[30rem]:table-cell", isFigure: true, sort: "sent" },
  moved: { label: "Changed", className: "w-[4.5rem]", isFigure: true, sort: "moved", isExtra: true },
  findings: { label: "Findings", className: "w-[4.125rem] hidden @[42rem]:table-cell" },
};

/** The columns to draw, in their order: the chosen ones, or as they come, which the width of the list decides. */
export function shownColumns(layout: ColumnLayout | null): readonly InboxColumnId[] {
  return layout ? layout.map(({ id }) => id) : inboxColumnIds.filter((id) => !looks[id].isExtra);
}

/** What a phone shows, whatever was chosen. */
const onPhone: ReadonlySet<InboxColumnId> = new Set(["state", "number", "amount"]);

/** The classes of a column's cells: as it comes it may hide by itself, a chosen one is there. */
export function cellClass(id: InboxColumnId, isChosen: boolean): string {
  const { className, isFigure } = looks[id];
  const chosen = `md:w-(--w) ${id === "state" ? "text-xs max-md:w-9" : onPhone.has(id) ? "" : "max-md:hidden"}`;
  return `${isChosen ? chosen : className} ${isFigure ? "figure" : ""}`;
}

export function columnsFor(now: string, ids: readonly InboxColumnId[]) {
  const all = allColumns(now);
  return ids.flatMap((id) => all.filter((column) => column.id === id));
}

function allColumns(now: string) {
  return helper.columns([
    helper.display({ id: "state", cell: ({ row }) => <State row={row.original} /> }),
    helper.display({ id: "number", cell: ({ row }) => <NumberCell row={row.original} /> }),
    helper.display({ id: "type", cell: ({ row }) => row.original.kindLabel }),
    helper.display({
      id: "project",
      cell: ({ row }) => <span title={row.original.project.name}>{shortPlace(row.original)}</span>,
    }),
    helper.display({ id: "vendor", cell: ({ row }) => <Vendor row={row.original} /> }),
    helper.display({
      id: "title",
      cell: ({ row }) => <span title={row.original.title}>{row.original.title}</span>,
    }),
    helper.display({ id: "assignee", cell: ({ row }) => <Assignee row={row.original} /> }),
    helper.display({ id: "amount", cell: ({ row }) => <Amount value={row.original.amount} /> }),
    helper.display({
      id: "sent",
      cell: ({ row }) =>
        row.original.sentAt ? <Age at={row.original.sentAt} now={now} isShort className="text-ink-2" /> : null,
    }),
    helper.display({
      id: "moved",
      cell: ({ row }) => <Age at={row.original.movedAt} now={now} isShort className="text-ink-2" />,
    }),
    helper.display({ id: "findings", cell: ({ row }) => <Findings row={row.original} /> }),
  ]);
}

/** The project's number, where there is room for no more. */
const shortPlace = ({ project }: InboxRow) => (project.id === null ? "Company" : project.number);

function State({ row }: { readonly row: InboxRow }) {
  return (
    <span className="flex items-center gap-1.5 max-md:[&_.truncate]:sr-only">
      {row.hold ? (
        <HoldMark hold={row.hold} />
      ) : row.signature?.firstBy ? (
        <SignedMark by={row.signature.firstBy} />
      ) : (
        <Standing row={row} />
      )}
      {row.isReturned ? (
        <span title="Sent again after a rejection" className="shrink-0 text-flow max-md:hidden">
          <RotateCcw aria-hidden="true" className="size-3" />
          <span className="unseen">sent again after a rejection</span>
        </span>
      ) : null}
    </span>
  );
}

function Standing({ row }: { readonly row: InboxRow }) {
  return row.state === "ready" ? <LaneMark lane={row.lane} /> : <StateMark state={row.state} />;
}

/** On a phone the second line tells what the hidden columns tell. */
function NumberCell({ row }: { readonly row: InboxRow }) {
  return (
    <span className="block min-w-0">
      <span className="block truncate">
        <span className="font-medium">{row.number}</span>
        {row.kindShort === null ? null : (
          <span className="text-xs font-normal text-ink-2 @[62rem]:hidden"> {row.kindShort}</span>
        )}
      </span>
      <span className="block truncate text-xs font-normal text-ink-2 md:hidden">
        {shortPlace(row)} · {row.vendor?.name ?? "no vendor"}
      </span>
    </span>
  );
}

function Vendor({ row }: { readonly row: InboxRow }) {
  if (!row.vendor) return <span className="text-ink-3">none</span>;
  // A company that is to become a vendor has no link yet, and lacks none.
  if (row.project.id === null) return <span className="truncate">{row.vendor.name}</span>;
  const Icon = row.vendor.isLinked ? Link2 : Link2Off;
  const words = row.vendor.isLinked ? "linked to Sage" : "not linked to Sage";
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span title={words} className={`shrink-0 ${row.vendor.isLinked ? "text-ink-3" : "text-bad"}`}>
        <Icon aria-hidden="true" className="size-3.5" />
        <span className="unseen">{words}</span>
      </span>
      <span className="truncate" title={row.vendor.name}>
        {row.vendor.name}
      </span>
    </span>
  );
}

function Assignee({ row: { assignee } }: { readonly row: InboxRow }) {
  if (!assignee) return null;
  return (
    <span className="block truncate" title={assignee.name}>
      {assignee.name}
    </span>
  );
}

function Findings({ row }: { readonly row: InboxRow }) {
  return (
    <span title={row.note ?? undefined} className="inline-flex items-center gap-2">
      {row.blocks > 0 ? <Tally icon={OctagonAlert} className="text-bad" value={row.blocks} word="blocking" /> : null}
      {row.warns > 0 ? <Tally icon={TriangleAlert} className="text-wait" value={row.warns} word="warning" /> : null}
    </span>
  );
}

function Tally({
  icon: Icon,
  className,
  value,
  word,
}: {
  readonly icon: typeof OctagonAlert;
  readonly className: string;
  readonly value: number;
  readonly word: string;
}) {
  return (
    <span className="inline-flex items-center gap-0.5">
      <Icon aria-hidden="true" className={`size-3.5 ${className}`} />
      {value}
      <span className="unseen"> {word}</span>
    </span>
  );
}
