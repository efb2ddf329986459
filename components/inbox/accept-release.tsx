"use client";
import { useState } from "react";
import { useClock, useCompany } from "#components/time/company.tsx";
import { clockSpan } from "#components/time/format-time.ts";
import { LocalTimeField } from "#components/time/local-time-field.tsx";
import { serverNowMs } from "#lib/client/server-clock.ts";
import { zonedStampOf } from "#lib/core/clock.ts";
import {
  lastReleaseOf,
  proposedRelease,
  type ReleaseClocks,
  releaseProblem,
  releaseWords,
} from "#lib/core/release-time.ts";
import { instantOf } from "#lib/core/zoned-time.ts";

export type ReleaseChoice = {
  readonly isLater: boolean;
  readonly setLater: (isLater: boolean) => void;
  /** The own wall clock. */
  readonly local: string;
  readonly setLocal: (local: string) => void;
  /** The chosen instant; null: after the company's undo time. */
  readonly at: string | null;
  readonly problem: string | null;
  /** "at 17:00", or "in 2:00" for a known undo time. */
  words(undoSeconds: number | undefined): string;
};

/** When accepted items go: after the company's undo time, or at a time of today or tomorrow. */
export function useRelease(): ReleaseChoice {
  const clocks = useReleaseClocks();
  const [isLater, setLater] = useState(false);
  const [local, setLocal] = useState(() => proposedRelease(serverNowMs(), clocks));
  const problem = isLater ? releaseProblem(local, serverNowMs(), clocks) : null;
  const at = isLater && problem === null ? instantOf(local, clocks.own.timeZone) : null;
  return {
    isLater,
    setLater,
    local,
    setLocal,
    at,
    problem,
    words: (undoSeconds) => {
      if (at !== null) return `, release ${releaseWords(at, serverNowMs(), clocks.own)}`;
      return isLater || !undoSeconds ? "" : `, release in ${clockSpan(undoSeconds)}`;
    },
  };
}

function useReleaseClocks(): ReleaseClocks {
  const { timeZone } = useCompany().clock;
  return { own: useClock(), companyZone: timeZone };
}

type Props = { readonly release: ReleaseChoice; readonly undoSeconds: number | undefined };

export function AcceptRelease({ release, undoSeconds }: Props) {
  const { own, companyZone } = useReleaseClocks();
  const { isLater, setLater, local, setLocal, problem } = release;
  const last = new Date(lastReleaseOf(serverNowMs(), companyZone)).toISOString();
  const usual = usualWords(undoSeconds);
  return (
    <section aria-label="Release" className="mt-5">
      <fieldset data-own-arrows="">
        <legend className="mb-1 font-semibold">Release</legend>
        <label className="flex min-h-7 cursor-pointer items-center gap-2">
          <input type="radio" name="release" checked={!isLater} onChange={() => setLater(false)} />
          {usual}
        </label>
        <label className="flex min-h-7 cursor-pointer items-center gap-2">
          <input type="radio" name="release" checked={isLater} onChange={() => setLater(true)} />
          {own.timeZone === companyZone ? "Later, today or tomorrow" : `Later, up to ${zonedStampOf(last, own)}`}
        </label>
      </fieldset>
      {isLater ? (
        <LocalTimeField
          label="Not before,"
          value={local}
          onChange={setLocal}
          problem={problem}
          hint="Until then each can be taken back."
        />
      ) : null}
    </section>
  );
}

function usualWords(undoSeconds: number | undefined): string {
  if (undoSeconds === undefined) return "After the undo time";
  return undoSeconds === 0
    ? "At once: the company has no undo time"
    : `In ${clockSpan(undoSeconds)}, the company's undo time`;
}
