"use client";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { notify } from "#components/ui/notices.tsx";
import type { ShareActions } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { ShareRow } from "#lib/views/shares.ts";

type Props = { readonly share: ShareRow; readonly revoke: ShareActions["revoke"]; readonly onClose: () => void };

/** Ends a link at once, after a question. */
export function ShareRevoke({ share, revoke, onClose }: Props) {
  const command = useCommand<{ shareId: string }>(revoke, {
    touches: ["share.list"],
    onDone: () => {
      notify({ title: `The link for ${share.name} is revoked`, tone: "good" });
      onClose();
    },
  });
  const submit = () => command.mutate({ shareId: share.id });
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button look="danger" shortcut="confirm" isBusy={command.isPending} onPress={submit}>
        Revoke
      </Button>
    </>
  );
  return (
    <Dialog isOpen onClose={onClose} title={`Revoke “${share.name}”?`} size="sm" footer={footer} onConfirm={submit}>
      <p>The link, and every card made with it, shows nothing from now on. It cannot be undone; another can be made.</p>
      {command.error ? (
        <p role="alert" className="mt-2 text-bad">
          {command.error.sentence} {command.error.fix}
        </p>
      ) : null}
    </Dialog>
  );
}
