"use client";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { notify } from "#components/ui/notices.tsx";
import type { TokenActions } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { TokenRow } from "#lib/views/tokens.ts";

type Props = { readonly token: TokenRow; readonly revoke: TokenActions["revoke"]; readonly onClose: () => void };

/** Ends a token at once, after a question: what asks with it stops working. */
export function RevokeDialog({ token, revoke, onClose }: Props) {
  const command = useCommand<{ tokenId: string }>(revoke, {
    touches: ["token.list"],
    onDone: () => {
      notify({ title: `The token “${token.name}” is revoked`, tone: "good" });
      onClose();
    },
  });
  const submit = () => command.mutate({ tokenId: token.id });
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button look="danger" shortcut="confirm" isBusy={command.isPending} onPress={submit}>
        Revoke
      </Button>
    </>
  );
  return (
    <Dialog isOpen onClose={onClose} title={`Revoke “${token.name}”?`} size="sm" footer={footer} onConfirm={submit}>
      <p>
        The program that asks with it ({token.prefix}…, of {token.person}) is refused from now on. It cannot be undone;
        another token can be made.
      </p>
      {command.error ? (
        <p role="alert" className="mt-2 text-bad">
          {command.error.sentence} {command.error.fix}
        </p>
      ) : null}
    </Dialog>
  );
}
