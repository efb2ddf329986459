"use client";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

type Props = {
  readonly title: string;
  readonly verb: string;
  readonly isDanger?: boolean;
  readonly isBusy: boolean;
  /** Why it cannot be confirmed now. */
  readonly reason?: string | null;
  readonly problem: { readonly sentence: string; readonly fix: string } | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** For what is rare and cannot be taken back. */
export function ConfirmDialog(props: Props) {
  const { title, verb, isDanger = false, isBusy, reason = null, problem, onConfirm, onClose, children } = props;
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button
        look={isDanger ? "danger" : "primary"}
        shortcut="confirm"
        reason={reason}
        isBusy={isBusy}
        onPress={onConfirm}
      >
        {verb}
      </Button>
    </>
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      size="sm"
      footer={footer}
      onConfirm={reason === null ? onConfirm : undefined}
    >
      {children}
      {problem ? (
        <p role="alert" className="mt-2 text-bad">
          {problem.sentence} {problem.fix}
        </p>
      ) : null}
    </Dialog>
  );
}
