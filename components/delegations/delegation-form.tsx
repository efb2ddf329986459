"use client";
import { type FormEvent, useState } from "react";
import { NoteFoot, noteProblem } from "#components/settings/note-foot.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field, inputLook } from "#components/ui/field.tsx";
import { notify } from "#components/ui/notices.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { DelegationList } from "#lib/views/rules.ts";

export type DelegationAction = Action<{ delegationId: string }>;
type Props = { readonly view: DelegationList; readonly make: DelegationAction };

/** Lets one accountant stand in for another. */
export function DelegationForm({ view, make }: Props) {
  const own = view.from.some(({ id }) => id === view.self) ? view.self : null;
  const [from, setFrom] = useState(own ?? "");
  const [to, setTo] = useState("");
  const [days, setDays] = useState({ firstDay: view.today, lastDay: view.today });
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const command = useCommand<{ delegationId: string }>(make, {
    touches: ["delegation.list", "item.view", "inbox.page"],
    onDone: () => {
      notify({ title: "The delegation is made", tone: "good" });
      setTo("");
      setNote("");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = from === "" || to === "" ? "Choose who is away and who stands in." : null;
    const unnoted = noteProblem(note);
    setProblem(missing ?? unnoted);
    if (missing === null && unnoted === null && view.noMake === null)
      command.mutate({ fromPersonId: from, toPersonId: to, ...days, note: note.trim() });
  };
  const told = problem ?? (command.error ? `${command.error.sentence} ${command.error.fix}` : null);
  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label="Let somebody stand in"
      className="rounded-lg border border-line bg-surface p-4"
    >
      <div className="grid grid-cols-4 gap-3 max-md:grid-cols-1">
        <Person label="Away" list={view.from} value={from} onChange={setFrom} />
        <Person label="Stands in" list={view.to.filter(({ id }) => id !== from)} value={to} onChange={setTo} />
        <TextInput
          label="First day"
          type="date"
          value={days.firstDay}
          onChange={(firstDay) => setDays({ ...days, firstDay })}
        />
        <TextInput
          label="Last day"
          type="date"
          value={days.lastDay}
          onChange={(lastDay) => setDays({ ...days, lastDay })}
        />
      </div>
      <div className="mt-3">
        <NoteFoot label="Note: why (required)" note={note} onNote={setNote} problem={told}>
          <Button type="submit" look="primary" reason={view.noMake} isBusy={command.isPending}>
            Make the delegation
          </Button>
        </NoteFoot>
      </div>
    </form>
  );
}

type PersonProps = {
  readonly label: string;
  readonly list: DelegationList["from"];
  readonly value: string;
  readonly onChange: (id: string) => void;
};

function Person({ label, list, value, onChange }: PersonProps) {
  return (
    <Field label={label}>
      {({ id }) => (
        <select id={id} className={`${inputLook} h-8`} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">Choose an accountant</option>
          {list.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
