"use client";
import type { Assignable } from "#components/assign/assignable.ts";
import { count } from "#components/money/count.ts";
import { PickerDialog, type PickerLine } from "#components/ui/picker-dialog.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { Assignees } from "#lib/views/inbox.ts";

const nobody = "nobody";
type Props = {
  readonly items: readonly Assignable[];
  readonly onAssign: (personId: string | null, name: string) => void;
  readonly onClose: () => void;
};

/** Whose the items are to be: the one who asks first, then the others who decide, then nobody in particular. */
export function AssignDialog({ items, onAssign, onClose }: Props) {
  const { data, error } = useView("inbox.assignees", {}, { every: 15_000 });
  const people = data?.people ?? [];
  const [first] = items;
  const now = items.every((item) => item.assigneeId === first?.assigneeId) ? (first?.assigneeId ?? nobody) : undefined;
  const lines: readonly PickerLine[] = [
    ...people.map((person) => lineOf(person, items, now)),
    ...(data ? [{ id: nobody, label: "Nobody in particular", isChosen: now === nobody }] : []),
  ];
  const status = error
    ? `The people were not read: ${error.sentence} ${error.fix}`
    : data
      ? "Enter assigns; whoever has the right can still decide"
      : "Reading who decides here";
  return (
    <PickerDialog
      title={items.length === 1 && first ? `Assign ${first.number}` : `Assign ${count(items.length, "item")}`}
      placeholder="Name"
      lines={lines}
      empty={data ? "Nobody of that name decides here." : ""}
      status={status}
      onPick={(id) => onAssign(id === nobody ? null : id, people.find((person) => person.id === id)?.name ?? "nobody")}
      onClose={onClose}
    />
  );
}

function lineOf(
  { id, name, isMe, open, recordTypes }: Assignees["people"][number],
  items: readonly Assignable[],
  now: string | undefined,
): PickerLine {
  const without = items.filter((item) => !recordTypes.includes(item.recordType)).length;
  const limits = without === 0 ? [] : [items.length === 1 ? "no right to it" : `no right to ${without}`];
  return {
    id,
    label: isMe ? `${name} (you)` : name,
    detail: [...limits, `${open} open`].join(" · "),
    isChosen: id === now,
  };
}
