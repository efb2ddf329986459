"use client";
import { useDeferredValue, useMemo, useState } from "react";
import type { InboxQuery } from "#components/inbox/use-inbox-filter.ts";
import { Combobox } from "#components/ui/combobox.tsx";
import { Select } from "#components/ui/select.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { Narrowing, NarrowingKey } from "#lib/core/narrowing.ts";
import type { InboxPage, InboxRow } from "#lib/views/inbox.ts";
import { inboxGroupingIds, inboxGroupings, noneOf } from "#lib/views/inbox-tabs.ts";

const groupings = inboxGroupingIds.map((id) => ({ id, label: `By ${inboxGroupings[id].toLowerCase()}` }));

type Vendor = NonNullable<InboxRow["vendor"]>;
type Choices = Partial<Record<NarrowingKey | "group", string | null>>;
type Props = {
  readonly filter: Narrowing & { readonly tab: string; readonly group?: InboxQuery["group"] };
  readonly page: Pick<InboxPage, "types" | "projects">;
  readonly rows: readonly { readonly vendor: Pick<Vendor, "id" | "name"> | null }[];
  /** Of the inbox as it was: without groups. */
  readonly isOfThen?: boolean;
  readonly onChange: (change: Choices) => void;
};

/** Type, project, vendor and person. */
export function FilterChoices({ filter, page, rows, onChange, isOfThen = false }: Props) {
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
      {isOfThen ? null : (
        <Select
          label="Group by"
          none="No groups"
          value={filter.group ?? null}
          options={groupings}
          onChange={(group) => onChange({ group })}
        />
      )}
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
      <VendorChoice value={filter.vendor ?? null} rows={rows} onChange={onChange} />
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

type VendorProps = {
  readonly value: string | null;
  readonly rows: Props["rows"];
  readonly onChange: Props["onChange"];
};

/** The vendors of the rows that were read, and whatever the directory has with the words that are typed. */
function VendorChoice({ value, rows, onChange }: VendorProps) {
  const [words, setWords] = useState("");
  const q = useDeferredValue(words);
  const { data } = useView("inbox.vendors", { q }, { keepsPrevious: true, isOn: q !== "" });
  const options = useMemo(() => {
    const named = [...rows.flatMap(({ vendor }) => (vendor ? [vendor] : [])), ...(data?.vendors ?? [])];
    const names = new Map(named.map(({ id, name }) => [id, name]));
    const all = [...names].map(([id, label]) => ({ id, label }));
    const ordered = all.toSorted((a, b) => a.label.localeCompare(b.label, "en"));
    return value === noneOf ? [...ordered, { id: noneOf, label: "No vendor" }] : ordered;
  }, [rows, data, value]);
  return (
    <Combobox
      className="w-36"
      label="Vendor"
      placeholder="All vendors"
      empty="No such vendor"
      value={value}
      options={options}
      onChange={(vendor) => onChange({ vendor })}
      onWords={setWords}
    />
  );
}
