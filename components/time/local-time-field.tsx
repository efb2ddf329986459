"use client";
import { useClock, useCompany } from "#components/time/company.tsx";
import { Field, inputLook } from "#components/ui/field.tsx";
import { type Clock, zonedStampOf, zoneLabel } from "#lib/core/clock.ts";
import { instantOf, oddTimeOf } from "#lib/core/zoned-time.ts";

type Props = {
  readonly label: string;
  /** The own wall clock, YYYY-MM-DDTHH:MM. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: string | null;
  readonly hint?: string;
};

/** A day and a time by the own clock; says in which zone, and what it is at the company. */
export function LocalTimeField({ label, value, onChange, problem, hint }: Props) {
  const own = useClock();
  const company = useCompany().clock;
  const hints = [hint, ...meaningOf(value, own, company)].filter(Boolean).join(" ");
  return (
    <Field label={`${label} in ${zoneLabel(own.timeZone)}`} problem={problem} hint={hints || undefined}>
      {({ id, describedBy, isInvalid }) => (
        <input
          id={id}
          type="datetime-local"
          value={value}
          aria-describedby={describedBy}
          aria-invalid={isInvalid || undefined}
          onChange={(event) => onChange(event.target.value)}
          className={`${inputLook} h-8 sm:w-60`}
        />
      )}
    </Field>
  );
}

/** Which moment it is, where the digits alone do not say it: the company is in another zone, or the clock is put forward or back. */
function meaningOf(local: string, own: Clock, company: Clock): readonly string[] {
  const at = instantOf(local, own.timeZone);
  if (at === null) return [];
  const odd = oddTimeOf(local, own.timeZone);
  const there = zonedStampOf(at, { ...own, timeZone: company.timeZone });
  return [
    odd === null
      ? ""
      : `The clock ${odd === "skipped" ? "skips it" : "shows it twice"}: ${zonedStampOf(at, own)} is meant.`,
    own.timeZone === company.timeZone ? "" : `At the company: ${there}.`,
  ];
}
