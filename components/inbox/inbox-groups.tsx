"use client";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useEffect, useRef } from "react";
import type { InboxQuery } from "#components/inbox/use-inbox-filter.ts";
import { useKeys } from "#components/keys/key-registry.tsx";
import { Amount } from "#components/money/amount.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import { useCompany } from "#components/time/company.tsx";
import { announce } from "#components/ui/announcer.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { InboxGroup, InboxGroups as View } from "#lib/views/inbox.ts";
import { inboxGroupings } from "#lib/views/inbox-tabs.ts";

type Grouping = keyof typeof inboxGroupings;
type Props = {
  readonly filter: InboxQuery;
  readonly onChange: (change: Partial<Record<keyof InboxQuery, string | null>>) => void;
};

/** The groups of the list with their subtotals; the open one is what the list under it shows. */
export function InboxGroups({ filter, onChange }: Props) {
  return filter.group ? <Groups filter={filter} by={filter.group} onChange={onChange} /> : null;
}

function Groups({ filter, by, onChange }: Props & { readonly by: Grouping }) {
  const { sort: _, dir: __, [by]: open, ...rest } = filter;
  const { data, error } = useView("inbox.groups", { ...rest, group: by }, { every: 8000, keepsPrevious: true });
  const groups = data?.groups ?? [];
  const show = (group: InboxGroup | undefined) => {
    onChange({ [by]: group?.id ?? null });
    announce(group ? `${group.label}, ${group.count} items` : "All groups");
  };
  const step = (by: 1 | -1) => {
    const at = groups.findIndex((group) => group.id === open);
    if (groups.length > 0) show(groups[at === -1 ? (by === 1 ? 0 : groups.length - 1) : at + by]);
  };
  useKeys({ nextGroup: () => step(1), previousGroup: () => step(-1) });
  if (error) return <Note>{`The groups were not read: ${error.sentence} ${error.fix}`}</Note>;
  if (!data) return <Note>Adding up the groups</Note>;
  if (data.groups === null)
    return (
      <Note>{`This view has more than ${data.bound.toLocaleString("en")} items. Choose another view, or a project or vendor first, to see its groups.`}</Note>
    );
  return <GroupTable view={data} groups={groups} by={by} open={open ?? null} onShow={show} />;
}

function Note({ children }: { readonly children: string }) {
  return (
    <p role="status" className="shrink-0 border-b border-line bg-sunken px-3 py-2 text-sm text-ink-2">
      {children}
    </p>
  );
}

type TableProps = {
  readonly view: View;
  readonly groups: readonly InboxGroup[];
  readonly by: Grouping;
  readonly open: string | null;
  readonly onShow: (group: InboxGroup | undefined) => void;
};

function GroupTable({ view, groups, by, open, onShow }: TableProps) {
  const { currency } = useCompany();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open !== null) box.current?.querySelector("[aria-expanded=true]")?.scrollIntoView({ block: "nearest" });
  }, [open]);
  return (
    <TableFrame
      label={`Groups by ${inboxGroupings[by].toLowerCase()}`}
      scrollRef={box}
      className="max-h-[38%] shrink-0 border-b border-line-strong bg-surface"
    >
      <table className="data-table table-fixed" data-hover>
        <caption className="unseen">Items by {inboxGroupings[by].toLowerCase()}, with subtotals</caption>
        <thead>
          <tr>
            <th scope="col">{inboxGroupings[by]}</th>
            <th scope="col" className="figure w-20">
              Items
            </th>
            <th scope="col" className="figure w-40">
              Amount {currency}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRow key={group.id} group={group} isOpen={group.id === open} onShow={onShow} />
          ))}
        </tbody>
        {view.total ? (
          <tfoot>
            <tr>
              <th scope="row">All {groups.length} groups</th>
              <td className="figure">{view.total.count}</td>
              <td className="figure">
                <Amount value={view.total.amount} />
              </td>
            </tr>
          </tfoot>
        ) : null}
      </table>
    </TableFrame>
  );
}

type RowProps = { readonly group: InboxGroup; readonly isOpen: boolean; readonly onShow: TableProps["onShow"] };

function GroupRow({ group, isOpen, onShow }: RowProps) {
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <tr data-selected={isOpen || undefined}>
      <th scope="row">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => onShow(isOpen ? undefined : group)}
          className="flex h-full w-full min-w-0 items-center gap-1.5 rounded-sm text-left"
        >
          <Icon aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
          <span className={`truncate ${isOpen ? "font-semibold" : ""}`}>{group.label}</span>
        </button>
      </th>
      <td className="figure">{group.count}</td>
      <td className="figure">
        <Amount value={group.amount} />
      </td>
    </tr>
  );
}
