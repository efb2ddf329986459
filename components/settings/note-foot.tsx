"use client";
import type { ReactNode, RefObject } from "react";
import { TextInput } from "#components/ui/text-input.tsx";

/** Takes the note of a change; returns what is wrong with it, or null. */
export function noteProblem(note: string): string | null {
  return note.trim().length < 3 ? "Write why, in at least three letters." : null;
}

type Props = {
  readonly label: string;
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly problem: string | null;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
  /** The buttons beside the note. */
  readonly children: ReactNode;
};

/** The last line of a form whose change is written into the record: why it is made, and the buttons. */
export function NoteFoot({ label, note, onNote, problem, inputRef, children }: Props) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3 max-md:grid-cols-1">
      <TextInput
        label={label}
        value={note}
        onChange={onNote}
        problem={problem}
        autoComplete="off"
        {...(inputRef ? { inputRef } : {})}
      />
      <span className="flex gap-2 pt-5.5 max-md:pt-0">{children}</span>
    </div>
  );
}
