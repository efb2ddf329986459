"use client";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextInput } from "#components/ui/text-input.tsx";

type Props = {
  readonly title: string;
  readonly verb: string;
  /** What has to be typed, for example the name of the thing. */
  readonly word: string;
  readonly isBusy: boolean;
  readonly problem: { readonly sentence: string; readonly fix: string } | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** For what is rare and far-reaching: the name has to be typed. */
export function TypedConfirm({ title, verb, word, isBusy, problem, onConfirm, onClose, children }: Props) {
  const [typed, setTyped] = useState("");
  const isSame = typed.trim().toLowerCase() === word.trim().toLowerCase();
  const confirm = () => {
    if (isSame && !isBusy) onConfirm();
  };
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button
        look="danger"
        shortcut="confirm"
        isBusy={isBusy}
        reason={isSame ? null : `Type “${word}” first.`}
        onPress={confirm}
      >
        {verb}
      </Button>
    </>
  );
  return (
    <Dialog isOpen onClose={onClose} title={title} size="sm" footer={footer} onConfirm={confirm} keepsOpen>
      <div className="mb-3">{children}</div>
      <TextInput label={`Type “${word}” to confirm`} value={typed} onChange={setTyped} autoComplete="off" />
      {problem ? (
        <p role="alert" className="mt-2 text-bad">
          {problem.sentence} {problem.fix}
        </p>
      ) : null}
    </Dialog>
  );
}
