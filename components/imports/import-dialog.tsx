"use client";
import { useState } from "react";
import { count } from "#components/money/count.ts";
import { ConfirmDialog } from "#components/review/confirm-dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ImportOptionView, ImportRow } from "#lib/views/imports.ts";

type Props = {
  readonly rows: readonly ImportRow[];
  readonly one: string;
  readonly procoreNoun: string;
  /** What importing again does; null where it only brings what is new. */
  readonly again: string | null;
  readonly options: readonly ImportOptionView[];
  readonly isBusy: boolean;
  readonly onImport: (options: Readonly<Record<string, string>>) => void;
  readonly onClose: () => void;
};

/** What Import is going to write, how many, and the choices that hold for all of them. */
export function ImportDialog({ rows, one, procoreNoun, again, options, isBusy, onImport, onClose }: Props) {
  const [chosen, setChosen] = useState(() => usualOf(options));
  const [first] = rows;
  const open = rows.filter((row) => may(row));
  const left = rows.length - open.length;
  const isAgain = rows.every((row) => row.state === "imported");
  const name = rows.length === 1 && first ? `${one} ${first.code}` : `${rows.length} records`;
  return (
    <ConfirmDialog
      title={`Import ${name}${isAgain ? " again" : ""}?`}
      verb={open.length > 1 ? `Import ${open.length}` : "Import"}
      isBusy={isBusy}
      reason={open.length === 0 ? (reasonOf(first) ?? "None of them can be imported now.") : null}
      problem={null}
      onClose={onClose}
      onConfirm={() => onImport(chosen)}
    >
      <p>
        {isAgain
          ? (again ?? `What Sage has since is written into the ${procoreNoun}.`)
          : `Each becomes a ${procoreNoun} in Procore, with everything that belongs to it. What was written is read back; you can go on meanwhile.`}
      </p>
      {left > 0 ? (
        <p className="mt-2 text-wait">
          {count(left, "record")} of the selection {left === 1 ? "is" : "are"} left out:{" "}
          {reasonOf(rows.find((row) => !may(row)))}
        </p>
      ) : null}
      {isAgain
        ? null
        : options.map((option) => (
            <div key={option.name} className="mt-3">
              <p className="mb-1 font-medium">{option.label}</p>
              <Select
                label={option.label}
                value={chosen[option.name] ?? null}
                options={option.choices.map(({ id, name: words }) => ({ id, label: words }))}
                none={option.none}
                onChange={(value) => setChosen((now) => ({ ...now, [option.name]: value ?? "" }))}
              />
              <p className="mt-1 text-xs text-ink-2">{option.hint}</p>
              {option.usual?.id === null ? (
                <p className="mt-1 text-wait">
                  Procore has no “{option.usual.name}”, the usual choice of your settings. Choose another here.
                </p>
              ) : null}
            </div>
          ))}
    </ConfirmDialog>
  );
}

function usualOf(options: readonly ImportOptionView[]): Readonly<Record<string, string>> {
  return Object.fromEntries(options.flatMap(({ name, usual }) => (usual?.id ? [[name, usual.id]] : [])));
}

function may(row: ImportRow): boolean {
  return row.actions.some(({ gesture, isAllowed }) => gesture === "import" && isAllowed);
}

function reasonOf(row: ImportRow | undefined): string | null {
  if (!row) return null;
  const action = row.actions.find(({ gesture }) => gesture === "import");
  return action ? action.reason : `${row.code} is “${row.stateLabel}”.`;
}
