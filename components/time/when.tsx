"use client";
import { useCompany } from "#components/time/company.tsx";
import { ageInWords, ageOf, countdown, fullStampOf, stampOf } from "#components/time/format-time.ts";
import { useNow } from "#components/time/use-now.ts";

/** An instant in the company's zone: "14 Mar 2026 09:30". */
export function Stamp({ at, className = "" }: { readonly at: string; readonly className?: string }) {
  const { timeZone } = useCompany();
  return (
    <time dateTime={at} title={fullStampOf(at, timeZone)} className={`whitespace-nowrap tabular-nums ${className}`}>
      {stampOf(at, timeZone)}
    </time>
  );
}

type AgeProps = { readonly at: string; readonly now: string; readonly isShort?: boolean; readonly className?: string };

/** How long ago, by the server's clock: "12 minutes ago", or "12 min" in columns. */
export function Age({ at, now, isShort = false, className = "" }: AgeProps) {
  const { timeZone } = useCompany();
  const nowMs = useNow(now);
  return (
    <time dateTime={at} title={fullStampOf(at, timeZone)} className={`whitespace-nowrap tabular-nums ${className}`}>
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
