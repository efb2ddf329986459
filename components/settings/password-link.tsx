"use client";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { PasswordLinkAnswer } from "#lib/views/inputs.ts";

type Props = { readonly link: PasswordLinkAnswer; readonly onClose: () => void };

/** The link, shown once and kept nowhere; or why none is needed. */
export function PasswordLink({ link, onClose }: Props) {
  const { name, token, hours } = link;
  const address = token === null ? null : `${window.location.origin}/set-password#${token}`;
  const footer = (
    <Button look="primary" onPress={onClose}>
      Done
    </Button>
  );
  return (
    <Dialog isOpen onClose={onClose} title={`Sign-in of ${name}`} footer={footer} keepsOpen>
      {address === null ? (
        <p>{name} is known here already and signs in with the password they have.</p>
      ) : (
        <>
          <p className="mb-2">
            Give {name} this link, in person or by a message only they read. It works once and for {hours} hours, and is
            shown only now.
          </p>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls; this names the text. */}
          <div role="group" aria-label="Link">
            <pre className="mb-2 rounded-md border border-line bg-sunken p-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
              {address}
            </pre>
          </div>
          <CopyButton text={address} what="Link" />
        </>
      )}
    </Dialog>
  );
}
