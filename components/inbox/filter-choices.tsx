"use client";
import { useMemo } from "react";
import type { InboxQuery } from "#components/inbox/use-inbox-filter.ts";
import { Combobox } from "#components/ui/combobox.tsx";
import { Select } from "#components/ui/select.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { InboxPage, InboxRow } from "#lib/views/inbox.ts";
import { inboxGroupingIds, inboxGroupings, noneOf } from "#lib/views/inbox-tabs.ts";

const groupings = inboxGroupingIds.map((id) => ({ id, label: `By ${inboxGroupings[id].toLowerCase()}` }));

type Vendor = NonNullable<InboxRow["vendor"]>;
type Choices = Partial<Record<"type" | "project" | "vendor" | "assignee" | "group", string | null>>;
type Props = {
  readonly filter: Pick<InboxQuery, "tab" | "type" | "project" | "vendor" | "assignee" | "group">;
  readonly page: Pick<InboxPage, "types" | "projects">;
  readonly rows: readonly { readonly vendor: Pick<Vendor, "id" | "name"> | null }[];
  readonly hasGroups?: boolean;
  readonly onChange: (change: Choices) => void;
};

/** Type, project, vendor and person; loaded after the list, which does not wait for them. */
export function FilterChoices({ filter, page, rows, onChange, hasGroups = true }: Props) {
  const vendors = useMemo(() => vendorsOf(rows), [rows]);
  return (
    <>
      {page.types.length > 1 ? (
        <Select
          label="Type"
          none="All types"
          value={filter.type ?? null}
          options={page.types}
          onChange={(type) => onChange({ type })}
        />
      ) : null}
      {hasGroups ? (
        <Select
          label="Group by"
          none="No groups"
          value={filter.group ?? null}
          options={groupings}
          onChange={(group) => onChange({ group })}
        />
      ) : null}
      <Combobox
        className="w-36"
        label="Project"
        placeholder="All projects"
        empty="No such project"
        value={filter.project ?? null}
        options={
          filter.project === noneOf ? [...page.projects, { id: noneOf, label: "Company directory" }] : page.projects
        }
        onChange={(project) => onChange({ project })}
      />
      <Combobox
        className="w-36"
        label="Vendor"
        placeholder="All vendors"
        empty="No such vendor in this list"
        value={filter.vendor ?? null}
        options={filter.vendor === noneOf ? [...vendors, { id: noneOf, label: "No vendor" }] : vendors}
        onChange={(vendor) => onChange({ vendor })}
      />
      {filter.tab === "mine" ? null : <AssigneeChoice value={filter.assignee ?? null} onChange={onChange} />}
    </>
  );
}

type AssigneeProps = { readonly value: string | null; readonly onChange: Props["onChange"] };

function AssigneeChoice({ value, onChange }: AssigneeProps) {
  const { data } = useView("inbox.assignees", {});
  const people = (data?.people ?? []).map(({ id, name, isMe }) => ({ id, label: isMe ? `${name} (you)` : name }));
  return (
    <Combobox
      className="w-36"
      label="Assigned to"
      placeholder="All assignees"
      empty="Nobody of that name decides here"
      value={value}
      options={[...people, { id: noneOf, label: "Nobody" }]}
      onChange={(assignee) => onChange({ assignee })}
    />
  );
}

function vendorsOf(rows: Props["rows"]) {
  const names = new Map(rows.flatMap((row) => (row.vendor ? [[row.vendor.id, row.vendor.name] as const] : [])));
  return [...names].map(([id, label]) => ({ id, label })).toSorted((a, b) => a.label.localeCompare(b.label, "en"));
}
