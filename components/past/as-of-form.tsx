"use client";
import { type FormEvent, useId, useState } from "react";
import { useClock } from "#components/time/company.tsx";
import { Button } from "#components/ui/button.tsx";
import { inputLook } from "#components/ui/field.tsx";
import { serverNowMs } from "#lib/client/server-clock.ts";
import { zoneLabel } from "#lib/core/clock.ts";
import { instantOf, localTimeOf } from "#lib/core/zoned-time.ts";

type Props = {
  /** What the chooser begins with (ISO). */
  readonly at: string;
  readonly onShow: (at: string) => void;
};

/** A day and a time by the own clock; what lies ahead cannot be shown. */
export function AsOfForm({ at, onShow }: Props) {
  const { timeZone } = useClock();
  const id = useId();
  const [local, setLocal] = useState(() => localTimeOf(Date.parse(at), timeZone));
  const [problem, setProblem] = useState<string | null>(null);
  const show = (event: FormEvent) => {
    event.preventDefault();
    const wanted = instantOf(local, timeZone);
    const said =
      wanted === null ? "Give a day and a time." : Date.parse(wanted) > serverNowMs() ? "It is still to come." : null;
    setProblem(said);
    if (wanted !== null && said === null) onShow(wanted);
  };
  return (
    <form onSubmit={show} className="flex flex-wrap items-center gap-2" data-own-arrows="">
      <label className="inline-flex flex-wrap items-center gap-x-1.5 text-xs text-ink-2">
        As of
        <input
          type="datetime-local"
          value={local}
          required
          aria-label={`As of, day and time in ${zoneLabel(timeZone)}`}
          title={`By the clock of ${zoneLabel(timeZone)}`}
          aria-describedby={problem ? id : undefined}
          aria-invalid={problem !== null || undefined}
          onChange={(event) => setLocal(event.target.value)}
          className={`${inputLook} h-7 w-52`}
        />
      </label>
      <Button size="sm" type="submit">
        Show
      </Button>
      {problem ? (
        <span id={id} role="alert" className="text-xs text-bad">
          {problem}
        </span>
      ) : null}
    </form>
  );
}
