"use client";
import { useState } from "react";
import type { Holding } from "#components/hold/use-hold.ts";
import { count } from "#components/money/count.ts";
import { useClock } from "#components/time/company.tsx";
import { LocalTimeField } from "#components/time/local-time-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { serverNowMs } from "#lib/client/server-clock.ts";
import { type HoldUntil, holdUntilIds, holdUntils } from "#lib/core/holds.ts";
import { instantOf, localTimeOf } from "#lib/core/zoned-time.ts";

type Props = {
  readonly hold: Holding;
  readonly rows: NonNullable<Holding["rows"]>;
  readonly onDone?: () => void;
};

const longest = 500;

/** Until when, and why. */
export function HoldDialog({ hold, rows, onDone }: Props) {
  const { timeZone } = useClock();
  const [kind, setKind] = useState<HoldUntil>("lift");
  const [local, setLocal] = useState(() => proposal(serverNowMs(), timeZone));
  const [note, setNote] = useState("");
  const at = instantOf(local, timeZone);
  const isPast = at !== null && Date.parse(at) <= serverNowMs();
  const problem =
    kind !== "time" ? null : at === null ? "Give a day and a time." : isPast ? "It is in the past." : null;
  const reason = problem ?? (note.length > longest ? `The note has more than ${longest} characters.` : null);
  const only = rows.length === 1 ? rows[0] : undefined;
  const confirm = () => {
    if (reason === null) hold.confirm(kind === "time" ? { kind, at } : { kind }, note, onDone);
  };
  return (
    <Dialog
      isOpen
      onClose={hold.close}
      title={`Hold ${only ? only.number : count(rows.length, "item")}`}
      description="What is held is neither accepted nor sent. The hold ends by itself, or when somebody lifts it."
      keepsOpen
      onConfirm={confirm}
      footer={
        <>
          <Button onPress={hold.close}>Cancel</Button>
          <Button look="primary" shortcut="confirm" reason={reason} isBusy={hold.isBusy} onPress={confirm}>
            Hold
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <fieldset data-own-arrows="">
          <legend className="mb-1 text-xs font-medium text-ink-2">How long</legend>
          {holdUntilIds.map((id) => (
            <label key={id} className="flex min-h-7 cursor-pointer items-center gap-2">
              <input type="radio" name="until" checked={kind === id} onChange={() => setKind(id)} />
              {holdUntils[id].label}
            </label>
          ))}
        </fieldset>
        {kind === "time" ? (
          <LocalTimeField label="Day and time" value={local} onChange={setLocal} problem={problem} />
        ) : null}
        <Textarea
          label="Note"
          value={note}
          onChange={setNote}
          max={longest}
          rows={3}
          hint="Why; everybody can read it."
        />
      </div>
    </Dialog>
  );
}

/** The end of this day's work, or of the next one's. */
function proposal(nowMs: number, timeZone: string): string {
  const now = localTimeOf(nowMs, timeZone);
  const day = now.slice(11) < "16:30" ? now : localTimeOf(nowMs + 86_400_000, timeZone);
  return `${day.slice(0, 10)}T17:00`;
}
