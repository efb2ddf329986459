"use client";
import { useClock, useCompany } from "#components/time/company.tsx";
import { ageInWords, ageOf, countdown } from "#components/time/format-time.ts";
import { useNow } from "#components/time/use-now.ts";
import { businessDate, fullStampOf, stampOf } from "#lib/core/clock.ts";

/** What a moment's tip says: by the own clock to the second, and by the company's where that is another zone. */
export function useFullWords(): (at: string) => string {
  const [own, { clock }] = [useClock(), useCompany()];
  return (at) =>
    own.timeZone === clock.timeZone
      ? fullStampOf(at, own)
      : `${fullStampOf(at, own)}; in the company: ${fullStampOf(at, { ...own, timeZone: clock.timeZone })}`;
}

/** An instant by the own clock: "14 Mar 2026 09:30". */
export function Stamp({ at, className = "" }: { readonly at: string; readonly className?: string }) {
  const clock = useClock();
  const full = useFullWords();
  return (
    <time dateTime={at} title={full(at)} className={`whitespace-nowrap tabular-nums ${className}`}>
      {stampOf(at, clock)}
    </time>
  );
}

/** How whoever is signed in writes a business date; the day is the company's and is never another one. */
export function useBusinessDate(): (date: string) => string {
  const clock = useClock();
  return (date) => businessDate(date, clock);
}

/** A business date (YYYY-MM-DD): "14 Mar 2026". */
export function Day({ date }: { readonly date: string }) {
  return useBusinessDate()(date);
}

type AgeProps = { readonly at: string; readonly now: string; readonly isShort?: boolean; readonly className?: string };

/** How long ago, by the server's clock: "12 minutes ago", or "12 min" in columns. */
export function Age({ at, now, isShort = false, className = "" }: AgeProps) {
  const full = useFullWords();
  const nowMs = useNow(now);
  return (
    <time dateTime={at} title={full(at)} className={`whitespace-nowrap tabular-nums ${className}`}>
      {isShort ? ageOf(at, nowMs) : ageInWords(at, nowMs)}
    </time>
  );
}

/** "0:27", ticking; not announced every second. */
export function Countdown({ to, now }: { readonly to: string; readonly now: string }) {
  const nowMs = useNow(now, 500);
  return (
    <span role="timer" aria-live="off" className="tabular-nums">
      {countdown(to, nowMs)}
    </span>
  );
}
