"use client";
import { Field, inputLook } from "#components/ui/field.tsx";

type Props = {
  readonly label: string;
  /** The wall clock of the company's zone, YYYY-MM-DDTHH:MM. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: string | null;
  readonly hint?: string;
};

/** A day and a time. */
export function LocalTimeField({ label, value, onChange, problem, hint }: Props) {
  return (
    <Field label={label} problem={problem} {...(hint === undefined ? {} : { hint })}>
      {({ id, describedBy, isInvalid }) => (
        <input
          id={id}
          type="datetime-local"
          value={value}
          aria-describedby={describedBy}
          aria-invalid={isInvalid || undefined}
          onChange={(event) => onChange(event.target.value)}
          className={`${inputLook} h-8 sm:w-60`}
        />
      )}
    </Field>
  );
}
