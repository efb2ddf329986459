"use client";
import { useState } from "react";
import { useCompany } from "#components/time/company.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ComboboxProps } from "#components/ui/choice.ts";
import { Combobox } from "#components/ui/combobox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, inputLook } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useView } from "#lib/client/use-view.ts";
import { compare } from "#lib/core/money.ts";
import { findingWords, type Narrowing, type NarrowingKey, typedAmount } from "#lib/core/narrowing.ts";
import type { InboxChoices } from "#lib/views/inbox.ts";

export type MoreProps = {
  readonly filter: Narrowing;
  /** Findings are asked of the list of now only. */
  readonly isOfThen: boolean;
  readonly onChange: (change: Readonly<Partial<Record<NarrowingKey, string | null>>>) => void;
};

const ages = ["1", "3", "7", "14", "30", "60", "90"];
const noAmount = "Write an amount such as 1,500 or 1500.25, at most 99,999,999,999.99.";

/** What was typed as an amount for the address: empty is none; `undefined` is no amount. */
const amountOf = (typed: string): string | null | undefined =>
  typed.trim() === "" ? null : (typedAmount(typed) ?? undefined);

/** The two amounts as they are typed, and what is wrong with them. */
function useAmounts(filter: Narrowing) {
  const [from, setFrom] = useState(filter.least ?? "");
  const [to, setTo] = useState(filter.most ?? "");
  const [least, most] = [amountOf(from), amountOf(to)];
  const isCrossed = Boolean(least && most) && compare(least ?? "0", most ?? "0") > 0;
  return {
    fields: [
      { name: "from", value: from, onChange: setFrom, problem: least === undefined ? noAmount : null },
      {
        name: "to",
        value: to,
        onChange: setTo,
        problem: most === undefined ? noAmount : isCrossed ? "This is less than the amount to start from." : null,
      },
    ],
    range: least === undefined || most === undefined || isCrossed ? null : { least, most },
  };
}

/** Who sent it, how much it is, how long it has its state, and what the checks say; shown all at once. */
export function MoreDialog({ filter, isOfThen, onChange, onClose }: MoreProps & { readonly onClose: () => void }) {
  const { currency } = useCompany();
  const { data, error } = useView("inbox.choices", {});
  const [sender, setSender] = useState(filter.sender ?? null);
  const [finding, setFinding] = useState(filter.finding ?? null);
  const [days, setDays] = useState(filter.days ?? "");
  const { fields, range } = useAmounts(filter);
  const show = () => {
    if (range === null) return;
    onChange({ sender, ...range, days: days || null, ...(isOfThen ? {} : { finding }) });
    onClose();
  };
  return (
    <Dialog
      isOpen
      size="sm"
      title="More filters"
      description="They narrow the list beside type, project, vendor and assignee."
      onClose={onClose}
      onConfirm={show}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" onPress={show} reason={range === null ? "Correct the amounts first." : null}>
            Show the list
          </Button>
        </>
      }
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <Choice
          label="Sent by"
          placeholder="Anybody"
          empty={data ? "Nobody of that name sent anything" : "Reading who sent items"}
          value={sender}
          options={(data?.senders ?? []).map((name) => ({ id: name, label: name }))}
          onChange={setSender}
        />
        <div className="grid grid-cols-2 gap-3">
          {fields.map(({ name, ...field }) => (
            <TextInput key={name} label={`Amount ${name}, ${currency}`} {...field} />
          ))}
        </div>
        <DaysField days={days} onChange={setDays} />
        {isOfThen ? null : (
          <Choice
            label="Finding"
            placeholder="Any, or none"
            empty={data ? "No item has such a finding" : "Reading the findings"}
            value={finding}
            options={findingOptions(data?.findings ?? [], finding)}
            onChange={setFinding}
          />
        )}
        {error ? <p className="text-xs text-bad">{`${error.sentence} ${error.fix}`}</p> : null}
        {/* Enter in a field shows the list. */}
        <button type="submit" className="hidden" tabIndex={-1} aria-hidden="true" />
      </form>
    </Dialog>
  );
}

/** With how many items have each; the chosen one stays in the list when nothing has it any more. */
function findingOptions(findings: InboxChoices["findings"], chosen: string | null) {
  const options = findings.map(({ code, words, items }) => ({
    id: code,
    label: `${words} (${items.toLocaleString("en-US")})`,
  }));
  const isGone = chosen !== null && !findings.some(({ code }) => code === chosen);
  return isGone ? [{ id: chosen, label: findingWords(chosen) }, ...options] : options;
}

function Choice(props: Omit<ComboboxProps, "className" | "onWords">) {
  return (
    <div>
      <p aria-hidden="true" className="mb-0.5 text-xs font-medium text-ink-2">
        {props.label}
      </p>
      <Combobox className="w-full" {...props} />
    </div>
  );
}

function DaysField({ days, onChange }: { readonly days: string; readonly onChange: (days: string) => void }) {
  return (
    <Field label="In its state for">
      {({ id }) => (
        <select id={id} value={days} onChange={(event) => onChange(event.target.value)} className={`${inputLook} h-8`}>
          <option value="">any time</option>
          {[...new Set([...ages, ...(days ? [days] : [])])].map((age) => (
            <option key={age} value={age}>
              {age === "1" ? "1 day or longer" : `${age} days or longer`}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
