"use client";
import type { RefObject } from "react";
import { Counter, Field, inputLook } from "#components/ui/field.tsx";

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly max?: number;
  readonly rows?: number;
  readonly problem?: string | null;
  readonly inputRef?: RefObject<HTMLTextAreaElement | null>;
};

export function Textarea({ label, value, onChange, hint, max, rows = 4, problem, inputRef }: Props) {
  return (
    <Field
      label={label}
      hint={hint}
      problem={problem}
      aside={max === undefined ? null : <Counter length={value.length} max={max} />}
    >
      {({ id, describedBy, isInvalid }) => (
        <textarea
          ref={inputRef}
          id={id}
          rows={rows}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={isInvalid || undefined}
          onChange={(event) => onChange(event.target.value)}
          className={`${inputLook} block py-1.5`}
        />
      )}
    </Field>
  );
}
