"use client";
import type { ProfileField as Spec } from "#components/settings/profile-group.ts";
import { type RecordTypeChoice, TypesField } from "#components/settings/types-field.tsx";
import { Field, inputLook } from "#components/ui/field.tsx";

type Props = {
  readonly spec: Spec;
  readonly value: string | boolean | undefined;
  /** The company's record types, for a setting that chooses some. */
  readonly types: readonly RecordTypeChoice[];
  readonly isChanged: boolean;
  readonly problem: string | null;
  readonly isReadOnly: boolean;
  readonly onChange: (value: string | boolean) => void;
};

/** One setting: what it is, its value, and what it decides. */
export function ProfileField({ spec, value, types, isChanged, problem, isReadOnly, onChange }: Props) {
  if (spec.input.kind === "types")
    return (
      <TypesField
        spec={spec}
        chosen={String(value ?? "")}
        types={types}
        isChanged={isChanged}
        isReadOnly={isReadOnly}
        onChange={onChange}
      />
    );
  return (
    <Field
      label={spec.label}
      hint={spec.hint}
      problem={problem}
      aside={isChanged ? <span className="text-accent">changed</span> : null}
    >
      {(ids) => <Control spec={spec} value={value} isReadOnly={isReadOnly} onChange={onChange} {...ids} />}
    </Field>
  );
}

type ControlProps = Pick<Props, "spec" | "value" | "isReadOnly" | "onChange"> & {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
};

function Control({ spec, value, isReadOnly, onChange, id, describedBy, isInvalid }: ControlProps) {
  const { input } = spec;
  const shared = {
    id,
    "aria-describedby": describedBy,
    "aria-invalid": isInvalid || undefined,
    className: `${inputLook} h-8 disabled:bg-sunken disabled:text-ink-2`,
  };
  if (input.kind === "switch" || input.kind === "choice") {
    const options = input.kind === "switch" ? { true: input.on, false: input.off } : input.options;
    const change = (next: string) => onChange(input.kind === "switch" ? next === "true" : next);
    return (
      <select {...shared} value={String(value)} disabled={isReadOnly} onChange={(event) => change(event.target.value)}>
        {Object.entries(options).map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    );
  }
  if (input.kind === "lines") {
    return (
      <textarea
        {...shared}
        rows={6}
        spellCheck={false}
        value={String(value ?? "")}
        readOnly={isReadOnly}
        className={`${inputLook} py-1.5 font-mono text-xs ${isReadOnly ? "bg-sunken text-ink-2" : ""}`}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  const isNumber = input.kind === "seconds" || input.kind === "amount";
  return (
    <input
      {...shared}
      type="text"
      inputMode={input.kind === "amount" ? "decimal" : isNumber ? "numeric" : undefined}
      autoComplete="off"
      value={String(value ?? "")}
      readOnly={isReadOnly}
      className={`${shared.className} ${isNumber ? "max-w-28 text-right" : ""} ${isReadOnly ? "bg-sunken text-ink-2" : ""}`}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
