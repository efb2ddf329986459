import type { FindingMakers } from "#lib/core/finding-makers.ts";
import type { Finding, Severity } from "#lib/core/findings.ts";

/** Payables and job cost close their months apart from each other. */
export type Ledger = "ap" | "jc";
/** A month of the books, both days YYYY-MM-DD and part of it. */
export type Period = {
  readonly name: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly isApOpen: boolean;
  readonly isJcOpen: boolean;
};
const ledgers: Readonly<Record<Ledger, string>> = { ap: "AP", jc: "JC" };

function isOpenIn(period: Period, ledger: Ledger): boolean {
  return ledger === "ap" ? period.isApOpen : period.isJcOpen;
}

/** The period that a day (YYYY-MM-DD) lies in. */
export function periodOn(date: string, periods: readonly Period[]): Period | undefined {
  return periods.find(({ firstDay, lastDay }) => firstDay <= date && date <= lastDay);
}

/** The next day from `date` on that lies in an open period; null when none is kept. */
export function nextOpenDay(date: string, periods: readonly Period[], ledger: Ledger): string | null {
  const open = periods
    .filter((period) => period.lastDay >= date && isOpenIn(period, ledger))
    .toSorted((a, b) => a.firstDay.localeCompare(b.firstDay))[0];
  if (!open) return null;
  return open.firstDay > date ? open.firstDay : date;
}

/** A date that Sage books on: which ledger, the export field it stands in, its label in a sentence. */
export type BookedOn = {
  readonly code: string;
  readonly name: string;
  readonly label: string;
  readonly ledger: Ledger;
  /** How grave a closed period is. */
  readonly severity: Severity;
};

/** What the company's periods say to the date; nothing where none are kept. With the next open date (ux.md N13). */
export function periodRules(
  { code, name, label, ledger, severity }: BookedOn,
  date: string,
  periods: readonly Period[],
  { inExportField }: FindingMakers,
): readonly Finding[] {
  if (periods.length === 0) return [];
  const period = periodOn(date, periods);
  if (!period) {
    const sentence = `${label} ${date} lies in no accounting period that is kept in Settings.`;
    const fix = { words: "Look at the date; an administrator can add the period.", target: name } as const;
    return [inExportField(`${code}.no_period`, name, sentence, { severity: "warns", fix })];
  }
  if (isOpenIn(period, ledger)) return [];
  const next = nextOpenDay(date, periods, ledger);
  const [sentence, words] =
    next === null
      ? [
          `${label} ${date} lies in ${period.name}, which is closed in ${ledgers[ledger]}; no later period is open.`,
          "An administrator opens a period in Settings.",
        ]
      : [
          `${label} ${date} lies in ${period.name}, which is closed in ${ledgers[ledger]}; the next open date is ${next}.`,
          `Change the export field to ${next} or a later open date.`,
        ];
  const fix = { words, action: "change-export-field", target: name } as const;
  return [inExportField(`${code}.period_closed`, name, sentence, { severity, fix })];
}

export type DayProblem = {
  /** The period that is closed and in which ledger; with the next open day, null where none is kept. */
  readonly period: string;
  readonly ledger: string;
  readonly next: string | null;
};

/**
 * Why a day cannot be the accounting date of documents of these ledgers: it lies in a period that is closed in one of them.
 * Null when it can. `next` is open in all of them. A day in no period is not refused; `periodRules` warns of it.
 */
export function dayProblem(date: string, periods: readonly Period[], books: readonly Ledger[]): DayProblem | null {
  const period = periodOn(date, periods);
  const closed = period && books.find((ledger) => !isOpenIn(period, ledger));
  if (!period || !closed) return null;
  const open = periods
    .filter(({ firstDay }) => firstDay > date)
    .filter((other) => books.every((ledger) => isOpenIn(other, ledger)))
    .map(({ firstDay }) => firstDay)
    .toSorted();
  return { period: period.name, ledger: ledgers[closed], next: open[0] ?? null };
}

/** A period in the words of the record. */
export function periodWords({ name, firstDay, lastDay, isApOpen, isJcOpen }: Period): string {
  const word = (isOpen: boolean) => (isOpen ? "open" : "closed");
  return `${name} (${firstDay} to ${lastDay}): AP ${word(isApOpen)}, JC ${word(isJcOpen)}`;
}

/** Why these cannot be the periods of a company; null when they can. They may have gaps, but do not overlap. */
export function periodsProblem(periods: readonly Period[]): string | null {
  const sorted = periods.toSorted((a, b) => a.firstDay.localeCompare(b.firstDay));
  for (const [n, period] of sorted.entries()) {
    if (period.lastDay < period.firstDay) return `${period.name} ends before it begins.`;
    const before = sorted[n - 1];
    if (before && before.lastDay >= period.firstDay) return `${period.name} overlaps ${before.name}.`;
    if (sorted.some((other) => other !== period && other.name === period.name)) return `${period.name} is there twice.`;
  }
  return null;
}

const months = "January February March April May June July August September October November December".split(" ");

/** The calendar month behind the last period, open; the month of `today` when there is none yet. */
export function nextPeriod(periods: readonly Period[], today: string): Period {
  const last = periods
    .map(({ lastDay }) => lastDay)
    .toSorted()
    .at(-1);
  const start = last === undefined ? new Date(`${today.slice(0, 7)}-01T00:00:00Z`) : dayAfter(last);
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth()];
  const end = new Date(Date.UTC(year, month + 1, 0));
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return { name: `${months[month]} ${year}`, firstDay: day(start), lastDay: day(end), isApOpen: true, isJcOpen: true };
}

function dayAfter(date: string): Date {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000);
}
