"use client";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { canDo } from "#components/projects/project-actions.ts";
import { type ItemGestures, ProjectItemRow } from "#components/projects/project-item-row.tsx";
import { SelectHead } from "#components/table/select-head.tsx";
import type { RowSelection } from "#components/table/use-row-selection.ts";
import { useCompany } from "#components/time/company.tsx";
import type { ProjectItem, ProjectStatus } from "#lib/views/screens.ts";

type Group = ProjectStatus["groups"][number];
type Props = ItemGestures & {
  readonly group: Group;
  readonly now: string;
  readonly cursorId: string | null;
  readonly selection: RowSelection<ProjectItem>;
  readonly onCursor: (id: string) => void;
};

const hints: Readonly<Record<Group["id"], string>> = {
  returned: "Correct these in Procore, then Re-send.",
  not_sent: "What Send would meet is said before you send.",
  accounting: "Locked for you until accounting decides; Retrieve takes one back.",
  exporting: "Accepted by accounting, on the way to Sage.",
  failed: "Refused by Sage; accounting decides what happens next.",
  synced: "Read back from Sage.",
};

export function ProjectGroup({ group, now, cursorId, selection, onCursor, ...gestures }: Props) {
  const sendable = group.items.filter((item) => canDo(item, "send"));
  const chosen = sendable.filter((item) => selection.has(item.id));
  const choose = (isOn: boolean) => {
    for (const item of sendable) selection.set(item.id, isOn);
  };
  return (
    <section
      id={`group-${group.id}`}
      aria-labelledby={`title-${group.id}`}
      className="@container border-b border-line-strong bg-surface"
    >
      <header className="flex flex-wrap items-baseline gap-x-3 border-b border-line bg-canvas px-4 pt-4 pb-2">
        <h2 id={`title-${group.id}`} className="font-semibold">
          {group.label}
        </h2>
        <p className="text-ink-2">{hints[group.id]}</p>
        <p className="ml-auto font-medium whitespace-nowrap">
          {count(group.total.count, "item")} <Amount value={group.total.amount} className="ml-2" />
        </p>
      </header>
      <table className="data-table table-fixed">
        <caption className="unseen">{group.label}</caption>
        <Head
          hasSelect={sendable.length > 0}
          isAll={sendable.length > 0 && chosen.length === sendable.length}
          isSome={chosen.length > 0}
          onAll={choose}
          label={group.label}
        />
        {group.items.map((item) => (
          <ProjectItemRow
            key={item.id}
            item={item}
            group={group.id}
            now={now}
            isCursor={item.id === cursorId}
            isSelected={selection.has(item.id)}
            onSelect={(isOn) => selection.set(item.id, isOn)}
            onCursor={() => onCursor(item.id)}
            {...gestures}
          />
        ))}
      </table>
      {group.hasMore ? (
        <p className="px-4 py-2 text-xs text-ink-2">
          The {group.items.length} newest are shown; count and sum above are of all{" "}
          {group.total.count.toLocaleString("en-US")}.
        </p>
      ) : null}
    </section>
  );
}

type HeadProps = {
  readonly hasSelect: boolean;
  readonly isAll: boolean;
  readonly isSome: boolean;
  readonly label: string;
  readonly onAll: (isOn: boolean) => void;
};

function Head({ hasSelect, isAll, isSome, label, onAll }: HeadProps) {
  const { currency } = useCompany();
  return (
    <thead className="[&_th]:static">
      <tr>
        {hasSelect ? (
          <SelectHead label={`Select all of ${label}`} isAll={isAll} isSome={isSome} onAll={onAll} />
        ) : (
          <th scope="col" className="w-9 px-1.5 text-center">
            <span className="unseen">Select</span>
          </th>
        )}
        <th scope="col">Item</th>
        <th scope="col" className="hidden w-[22%] @[56rem]:table-cell">
          Vendor
        </th>
        <th scope="col" className="figure w-[8.5rem] @max-[30rem]:w-[7rem]">
          Amount, {currency}
        </th>
        <th scope="col" className="hidden w-[11rem] @[46rem]:table-cell">
          State
        </th>
        <th scope="col" className="w-[9.5rem] @max-[34rem]:hidden">
          <span className="unseen">Actions</span>
        </th>
      </tr>
    </thead>
  );
}
