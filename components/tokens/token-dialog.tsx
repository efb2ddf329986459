"use client";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, inputLook } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import type { TokenActions } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { MadeToken, TokenRight } from "#lib/views/tokens.ts";

const ends = [
  { days: 30, label: "After 30 days" },
  { days: 90, label: "After 90 days" },
  { days: 365, label: "After 365 days" },
  { days: null, label: "Not by itself" },
] as const;

type Props = {
  readonly rights: readonly TokenRight[];
  readonly make: TokenActions["make"];
  readonly onClose: () => void;
  readonly onMade: (made: MadeToken) => void;
};

/** Makes a token of one's own: its name, what it may do, and when it ends. It begins as one that only looks. */
export function TokenDialog({ rights, make, onClose, onMade }: Props) {
  const [name, setName] = useState("");
  const [days, setDays] = useState<number | null>(90);
  const [chosen, setChosen] = useState(() => rights.filter((right) => right.isReading).map(({ id }) => id));
  const input = useRef<HTMLInputElement>(null);
  const command = useCommand<MadeToken>(make, {
    touches: ["token.list"],
    onDone: (made) => {
      onClose();
      onMade(made);
    },
  });
  const reason = name.trim() === "" ? "Write a name first." : chosen.length === 0 ? "Choose one right at least." : null;
  const submit = () => {
    if (reason === null && !command.isPending) command.mutate({ name: name.trim(), rights: chosen, days });
  };
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button look="primary" shortcut="confirm" isBusy={command.isPending} reason={reason} onPress={submit}>
        Make
      </Button>
    </>
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Make a token"
      description="It never may more than you may at that moment, and its rights never change."
      footer={footer}
      onConfirm={submit}
      initialFocus={input}
      keepsOpen
    >
      <div className="flex flex-col gap-3">
        <TextInput
          label="Name: which program asks"
          value={name}
          onChange={setName}
          autoComplete="off"
          inputRef={input}
        />
        <End days={days} onChange={setDays} />
        <Rights title="May see" rights={rights.filter((one) => one.isReading)} chosen={chosen} onChange={setChosen} />
        <Rights title="May do" rights={rights.filter((one) => !one.isReading)} chosen={chosen} onChange={setChosen} />
        {command.error ? (
          <p role="alert" className="text-bad">
            {command.error.sentence} {command.error.fix}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

function End({ days, onChange }: { readonly days: number | null; readonly onChange: (days: number | null) => void }) {
  return (
    <Field label="Ends">
      {({ id }) => (
        <select
          id={id}
          className={`${inputLook} h-8`}
          value={String(days)}
          onChange={({ target }) => onChange(ends.find((end) => String(end.days) === target.value)?.days ?? null)}
        >
          {ends.map((end) => (
            <option key={end.label} value={String(end.days)}>
              {end.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type RightId = TokenRight["id"];
type RightsProps = {
  readonly title: string;
  readonly rights: readonly TokenRight[];
  readonly chosen: readonly RightId[];
  readonly onChange: (chosen: RightId[]) => void;
};

function Rights({ title, rights, chosen, onChange }: RightsProps) {
  if (rights.length === 0) return null;
  return (
    <fieldset>
      <legend className="mb-0.5 text-xs font-medium text-ink-2">{title}</legend>
      <span className="grid grid-cols-2 max-sm:grid-cols-1">
        {rights.map(({ id, label }) => (
          <label key={id} className="inline-flex min-h-6 items-center gap-1.5">
            <input
              type="checkbox"
              className="size-3.5 accent-accent"
              checked={chosen.includes(id)}
              onChange={({ target }) => onChange(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
            />
            {label}
          </label>
        ))}
      </span>
    </fieldset>
  );
}
