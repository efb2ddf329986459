"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";

const spans = [
  { id: "1", label: "For an hour" },
  { id: "24", label: "For a day" },
  { id: "168", label: "For a week" },
  { id: "720", label: "For 30 days" },
] as const;

type Props = {
  readonly causeKey: string;
  readonly words: string;
  readonly mute: Action<{ mutedUntil: string | null }>;
  readonly onClose: () => void;
};

/** How long a cause stays out of the list, and why; the items stay as they are. */
export function MuteDialog({ causeKey, words, mute, onClose }: Props) {
  const [hours, setHours] = useState<string>("24");
  const [note, setNote] = useState("");
  const command = useCommand(mute, { touches: ["cause.view", "health.view"], onDone: onClose });
  const reason = note.trim() === "" ? "Write a note first: others have to know why it is muted." : null;
  const confirm = () =>
    reason === null && !command.isPending
      ? command.mutate({ key: causeKey, hours: Number(hours), note: note.trim() })
      : undefined;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Mute this cause"
      size="sm"
      keepsOpen
      onConfirm={confirm}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" shortcut="confirm" reason={reason} isBusy={command.isPending} onPress={confirm}>
            Mute
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="wrap-anywhere">{words}</p>
        <p className="text-ink-2">
          It is left out of the list until the end, and returns by itself. Its items stay as they are.
        </p>
        <Select
          label="How long"
          value={hours}
          options={spans}
          none="For a day"
          onChange={(value) => setHours(value ?? "24")}
        />
        <Textarea
          label="Note"
          value={note}
          onChange={setNote}
          max={500}
          rows={3}
          hint="For example who is working on it."
        />
        {command.error ? (
          <p role="alert" className="text-bad">
            {command.error.sentence} {command.error.fix}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
