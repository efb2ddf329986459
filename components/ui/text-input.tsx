"use client";
import type { RefObject } from "react";
import { Field, inputLook } from "#components/ui/field.tsx";

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: "text" | "date" | "email" | "password" | "search";
  readonly hint?: string;
  readonly problem?: string | null;
  readonly name?: string;
  readonly autoComplete?: string;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
};

export function TextInput({
  label,
  value,
  onChange,
  type = "text",
  hint,
  problem,
  name,
  autoComplete,
  inputRef,
}: Props) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {({ id, describedBy, isInvalid }) => (
        <input
          ref={inputRef}
          id={id}
          type={type}
          name={name}
          autoComplete={autoComplete}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={isInvalid || undefined}
          onChange={(event) => onChange(event.target.value)}
          className={`${inputLook} h-8`}
        />
      )}
    </Field>
  );
}
