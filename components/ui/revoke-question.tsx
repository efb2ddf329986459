"use client";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { notify } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { ViewName } from "#lib/client/view-names.ts";

type Props = {
  /** What is ended, as its list calls it. */
  readonly name: string;
  readonly revoke: Action<unknown>;
  readonly input: object;
  /** What shows it. */
  readonly touches: readonly ViewName[];
  /** What is said when it is done. */
  readonly done: string;
  readonly onClose: () => void;
  /** What it means for whoever uses it. */
  readonly children: ReactNode;
};

/** Ends something that was given out, at once, after a question. */
export function RevokeQuestion({ name, revoke, input, touches, done, onClose, children }: Props) {
  const command = useCommand<unknown>(revoke, {
    touches,
    onDone: () => {
      notify({ title: done, tone: "good" });
      onClose();
    },
  });
  const submit = () => command.mutate(input);
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button look="danger" shortcut="confirm" isBusy={command.isPending} onPress={submit}>
        Revoke
      </Button>
    </>
  );
  return (
    <Dialog isOpen onClose={onClose} title={`Revoke “${name}”?`} size="sm" footer={footer} onConfirm={submit}>
      <p>{children}</p>
      {command.error ? (
        <p role="alert" className="mt-2 text-bad">
          {command.error.sentence} {command.error.fix}
        </p>
      ) : null}
    </Dialog>
  );
}
