"use client";
import { ShownOnce, ShownOnceDialog } from "#components/ui/shown-once.tsx";
import type { PasswordLinkAnswer } from "#lib/views/inputs.ts";

type Props = { readonly link: PasswordLinkAnswer; readonly onClose: () => void };

/** The link, shown once and kept nowhere; or why none is needed. */
export function PasswordLink({ link, onClose }: Props) {
  const { name, token, hours } = link;
  return (
    <ShownOnceDialog title={`Sign-in of ${name}`} onClose={onClose}>
      {token === null ? (
        <p>{name} is known here already and signs in with the password they have.</p>
      ) : (
        <>
          <p className="mb-2">
            Give {name} this link, in person or by a message only they read. It works once and for {hours} hours, and is
            shown only now.
          </p>
          <ShownOnce what="Link" text={`${window.location.origin}/set-password#${token}`} />
        </>
      )}
    </ShownOnceDialog>
  );
}
