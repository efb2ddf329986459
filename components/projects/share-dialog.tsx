"use client";
import { useRef, useState } from "react";
import { ShareRevoke } from "#components/projects/share-revoke.tsx";
import { ShareTable } from "#components/projects/share-table.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, inputLook } from "#components/ui/field.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import type { ShareActions } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { useView } from "#lib/client/use-view.ts";
import { shareDays } from "#lib/core/project-share.ts";
import type { MadeShare, ShareList, ShareRow } from "#lib/views/shares.ts";

const ends = [7, shareDays.usual, 90, shareDays.most] as const;

type Props = {
  readonly projectId: string;
  readonly actions: ShareActions;
  readonly onMade: (made: MadeShare) => void;
  readonly onClose: () => void;
};

/** The project's links with what became of them, and a new one: for whom, until when, with money or without. */
export function ShareDialog({ projectId, actions, onMade, onClose }: Props) {
  const [draft, setDraft] = useState<Draft>({ name: "", days: shareDays.usual, hasMoney: false });
  const [revoked, setRevoked] = useState<ShareRow | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const { data: list, error, refetch } = useView("share.list", { projectId }, { every: 10_000 });
  const command = useCommand<MadeShare>(actions.make, { touches: ["share.list"], onDone: onMade });
  const reason = reasonNot(list, draft.name);
  const submit = () => {
    if (reason === null && !command.isPending) command.mutate({ projectId, ...draft, name: draft.name.trim() });
  };
  const footer = (
    <>
      <Button onPress={onClose}>Close</Button>
      <Button look="primary" shortcut="confirm" isBusy={command.isPending} reason={reason} onPress={submit}>
        Make a link
      </Button>
    </>
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title="Share the status of the project"
      description="Whoever has a link sees how far the project is, without a sign-in: counts and states, no names, vendors or documents."
      footer={footer}
      // A key pressed in the question about revoking comes by here, too.
      onConfirm={revoked ? undefined : submit}
      initialFocus={input}
      keepsOpen
    >
      <div className="flex flex-col gap-3">
        <NewShare draft={draft} inputRef={input} onChange={setDraft} />
        {list && !list.isOn ? (
          <p className="text-ink-2">
            Links for outsiders are turned off, and every link shows nothing. An administrator turns them on in
            Settings.
          </p>
        ) : null}
        {command.error ? (
          <p role="alert" className="text-bad">
            {command.error.sentence} {command.error.fix}
          </p>
        ) : null}
        {error ? <ErrorState sentence={error.sentence} fix={error.fix} onRetry={() => void refetch()} /> : null}
        <div className="min-h-40">{list ? <ShareTable list={list} onRevoke={setRevoked} /> : null}</div>
      </div>
      {revoked ? <ShareRevoke share={revoked} revoke={actions.revoke} onClose={() => setRevoked(null)} /> : null}
    </Dialog>
  );
}

function reasonNot(list: ShareList | undefined, name: string): string | null {
  if (list && !list.isOn) return "Links for outsiders are turned off; an administrator turns them on in Settings.";
  return name.trim() === "" ? "Write for whom it is first." : null;
}

type Draft = { readonly name: string; readonly days: number; readonly hasMoney: boolean };
type NewProps = {
  readonly draft: Draft;
  readonly inputRef: React.RefObject<HTMLInputElement | null>;
  readonly onChange: (draft: Draft) => void;
};

function NewShare({ draft, inputRef, onChange }: NewProps) {
  return (
    <div className="grid grid-cols-[1fr_10rem] gap-3 max-sm:grid-cols-1">
      <TextInput
        label="For whom"
        value={draft.name}
        onChange={(name) => onChange({ ...draft, name: name.slice(0, 80) })}
        autoComplete="off"
        inputRef={inputRef}
      />
      <Field label="Ends">
        {({ id }) => (
          <select
            id={id}
            className={`${inputLook} h-8`}
            value={String(draft.days)}
            onChange={({ target }) => onChange({ ...draft, days: Number(target.value) })}
          >
            {ends.map((days) => (
              <option key={days} value={String(days)}>
                After {days} days
              </option>
            ))}
          </select>
        )}
      </Field>
      <label className="inline-flex min-h-6 items-center gap-1.5">
        <input
          type="checkbox"
          className="size-3.5 accent-accent"
          checked={draft.hasMoney}
          onChange={({ target }) => onChange({ ...draft, hasMoney: target.checked })}
        />
        Show open amounts
      </label>
    </div>
  );
}
