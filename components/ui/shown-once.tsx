"use client";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

type DialogProps = { readonly title: string; readonly onClose: () => void; readonly children: ReactNode };

/** A dialog with something that is kept nowhere: no click beside it closes it, only Done. */
export function ShownOnceDialog({ title, onClose, children }: DialogProps) {
  const footer = (
    <Button look="primary" onPress={onClose}>
      Done
    </Button>
  );
  return (
    <Dialog isOpen onClose={onClose} title={title} footer={footer} keepsOpen>
      {children}
    </Dialog>
  );
}

/** A text that is shown this once, whole and ready to be copied; `what` names it. */
export function ShownOnce({ what, text }: { readonly what: string; readonly text: string }) {
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls; this names the text. */}
      <div role="group" aria-label={what}>
        <pre className="mb-2 rounded-md border border-line bg-sunken p-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {text}
        </pre>
      </div>
      <CopyButton text={text} what={what} />
    </>
  );
}
