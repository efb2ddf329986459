"use client";
import { Check, LoaderCircle } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Counter, Field, inputLook } from "#components/ui/field.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { ExportFieldSpec } from "#lib/core/record-type.ts";
import type { ItemView } from "#lib/views/item.ts";

export function savingKey(itemId: string): readonly string[] {
  return ["save-fields", itemId];
}
/** The element of an export field, for findings that lead to it. */
export const fieldAttribute = "data-export-field";

type Props = { readonly view: ItemView; readonly isOpen: boolean; readonly action: Action<{ version: number }> };

/** What the accountant sets; saved on leaving a field or on Enter, then the document is rendered anew. */
export function FieldsForm({ view, isOpen, action }: Props) {
  const [draft, setDraft] = useState<Readonly<Record<string, string>>>({});
  const [saved, setSaved] = useState<string | null>(null);
  const save = useCommand(action, { key: savingKey(view.id) });
  const commit = (name: string, chosen?: string) => {
    const value = chosen ?? draft[name];
    if (value === undefined || save.isPending) return;
    if (value === (view.fields[name] ?? "")) {
      setDraft(without(draft, name));
      return;
    }
    const fields = { ...view.fields, ...draft, [name]: value };
    save.mutate(
      { itemId: view.id, seenVersion: view.version, fields },
      {
        onSuccess: () => {
          setDraft((now) => Object.fromEntries(Object.entries(now).filter(([key, text]) => text !== fields[key])));
          setSaved(name);
        },
      },
    );
  };
  return (
    <section aria-label="Export fields">
      <h3 className="mb-1 text-xs font-semibold text-ink-2">Export fields</h3>
      <div className="grid gap-x-4 gap-y-2 @md:grid-cols-2">
        {view.fieldSpecs.map((spec) => (
          <ExportField
            key={spec.name}
            spec={spec}
            value={draft[spec.name] ?? view.fields[spec.name] ?? ""}
            status={statusOf(spec.name, draft, save.isPending, saved)}
            isOpen={isOpen}
            isBlocked={view.findings.some((one) => one.severity === "blocks" && fieldOf(one.field) === spec.name)}
            onChange={(value) => setDraft({ ...draft, [spec.name]: value })}
            onCommit={(chosen) => commit(spec.name, chosen)}
            onUndo={() => setDraft(without(draft, spec.name))}
          />
        ))}
      </div>
      {save.error ? (
        <p role="alert" className="mt-1.5 text-xs text-bad">
          {save.error.sentence} {save.error.fix}
        </p>
      ) : null}
    </section>
  );
}

type FieldProps = {
  readonly spec: ExportFieldSpec;
  readonly value: string;
  readonly status: "saving" | "saved" | "changed" | null;
  readonly isOpen: boolean;
  readonly isBlocked: boolean;
  readonly onChange: (value: string) => void;
  /** `chosen`: a choice is saved as soon as it is made. */
  readonly onCommit: (chosen?: string) => void;
  readonly onUndo: () => void;
};

function ExportField({ spec, value, status, isOpen, isBlocked, onChange, onCommit, onUndo }: FieldProps) {
  const aside = (
    <span className="inline-flex items-center gap-2">
      <Status status={status} />
      {spec.maxLength === undefined ? null : <Counter length={value.length} max={spec.maxLength} />}
    </span>
  );
  return (
    <Field label={spec.isRequired ? `${spec.label} (required)` : spec.label} hint={spec.hint} aside={aside}>
      {({ id, describedBy }) => (
        <FieldInput {...{ id, describedBy, spec, value, isOpen, isBlocked, onChange, onCommit, onUndo }} />
      )}
    </Field>
  );
}

type InputProps = Omit<FieldProps, "status"> & { readonly id: string; readonly describedBy: string | undefined };

function FieldInput({ id, describedBy, spec, value, isOpen, isBlocked, onChange, onCommit, onUndo }: InputProps) {
  const common = {
    id,
    [fieldAttribute]: spec.name,
    value,
    required: spec.isRequired,
    "aria-describedby": describedBy,
    "aria-invalid": isBlocked || undefined,
    onBlur: () => onCommit(),
    className: `${inputLook} h-8 read-only:border-line read-only:bg-sunken`,
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Enter") onCommit();
    if (event.key === "Escape") {
      onUndo();
      event.currentTarget.blur();
    }
  };
  if (spec.kind === "choice") {
    return (
      <select
        {...common}
        disabled={!isOpen}
        onKeyDown={onKeyDown}
        onChange={({ target }) => {
          onChange(target.value);
          onCommit(target.value);
        }}
      >
        <option value="">Choose</option>
        {Object.entries(spec.options ?? {}).map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...common}
      type={spec.kind}
      readOnly={!isOpen}
      autoComplete="off"
      spellCheck={false}
      onKeyDown={onKeyDown}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function Status({ status }: { readonly status: FieldProps["status"] }) {
  return (
    <span role="status" className="inline-flex items-center gap-1">
      {status === "saving" ? (
        <>
          <LoaderCircle aria-hidden="true" className="size-3 animate-spin" />
          Saving
        </>
      ) : null}
      {status === "saved" ? (
        <>
          <Check aria-hidden="true" className="size-3 text-good" />
          Saved
        </>
      ) : null}
      {status === "changed" ? "Enter saves" : null}
    </span>
  );
}

function statusOf(
  name: string,
  draft: Readonly<Record<string, string>>,
  isSaving: boolean,
  saved: string | null,
): FieldProps["status"] {
  if (draft[name] !== undefined) return isSaving ? "saving" : "changed";
  return saved === name ? "saved" : null;
}

/** "export.sageId" and "sageId" name the same field. */
export function fieldOf(path: string): string {
  // "lines.3.description" is about a line, not about the field of that name.
  return /^(lines|line_items|items)\./.test(path) ? "" : (path.split(".").at(-1) ?? path);
}

function without(draft: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(draft).filter(([key]) => key !== name));
}
