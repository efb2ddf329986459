"use client";
import { type ReactNode, useId } from "react";

type FieldProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | null | undefined;
  /** On the right of the label: a counter, a state of saving. */
  readonly aside?: ReactNode;
  readonly children: (ids: { id: string; describedBy: string | undefined; isInvalid: boolean }) => ReactNode;
};

export const inputLook =
  "w-full rounded-md border bg-surface px-2 text-sm text-ink max-md:text-[1rem] aria-invalid:border-bad border-control";

/** Label, control, hint and problem, tied together for screen readers. */
export function Field({ label, hint, problem, aside, children }: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : null;
  const problemId = problem ? `${id}-problem` : null;
  const describedBy = [hintId, problemId].filter((one) => one !== null).join(" ") || undefined;
  return (
    <div className="min-w-0">
      <div className="mb-0.5 flex min-h-5 items-center justify-between gap-2">
        <label htmlFor={id} className="text-xs font-medium text-ink-2">
          {label}
        </label>
        <span className="text-xs text-ink-3">{aside}</span>
      </div>
      {children({ id, describedBy, isInvalid: Boolean(problem) })}
      {hint ? (
        <p id={`${id}-hint`} className="mt-0.5 text-xs text-ink-3">
          {hint}
        </p>
      ) : null}
      {problem ? (
        <p id={`${id}-problem`} role="alert" className="mt-0.5 text-xs text-bad">
          {problem}
        </p>
      ) : null}
    </div>
  );
}

/** "27/30": counts as typed, red in words too when over. */
export function Counter({ length, max }: { readonly length: number; readonly max: number }) {
  const over = length - max;
  return (
    <span className={over > 0 ? "font-medium text-bad" : ""}>
      {length}/{max}
      {over > 0 ? ` · ${over} too many` : ""}
    </span>
  );
}
