import type { Facts } from "#lib/core/facts.ts";
import type { FindingMakers } from "#lib/core/finding-makers.ts";
import type { Finding, Severity } from "#lib/core/findings.ts";
import { type BookedOn, periodRules } from "#lib/core/periods.ts";
import { isBusinessDate } from "#lib/core/sage-text.ts";

/** Sage keeps a company's books in one currency; `subject` is the document in a sentence: "The invoice". */
export function currencyRules(subject: string, foreign: string, { inProcore }: FindingMakers): readonly Finding[] {
  if (foreign === "") return [];
  const sentence = `${subject} is in ${foreign}; Sage's amounts are in the company's own currency.`;
  return [inProcore("currency.foreign", "currency", sentence)];
}

/** An export field that holds a date: `code` of its findings, `name` of the field, `label` in a sentence. */
export type DateField = {
  readonly code: string;
  readonly name: string;
  readonly label: string;
  /** What is said behind a date that lies ahead of today, and how grave it is. */
  readonly ahead: { words(today: string): string; readonly severity: Severity };
  /** The ledger whose periods it falls into, and how grave a closed one is. */
  readonly booked: Pick<BookedOn, "ledger" | "severity">;
};

/** How dates that lie ahead are met. */
export const ahead = {
  refused: { words: (today) => `is after today (${today}); Sage takes none in the future.`, severity: "blocks" },
  noticed: { words: (today) => `is after today (${today}).`, severity: "warns" },
  odd: { words: () => "is in the future.", severity: "warns" },
} as const satisfies Record<string, DateField["ahead"]>;

/** Whether the date is there, is one, lies in an open period, and not ahead of `today` (YYYY-MM-DD in the company's time zone). */
export function dateRules(
  { code, name, label, ahead: met, booked }: DateField,
  date: string,
  { today, periods = [] }: Pick<Facts, "today" | "periods">,
  makers: FindingMakers,
): readonly Finding[] {
  const { inExportField } = makers;
  if (date === "") return [inExportField(`${code}.missing`, name, `${label} is empty; Sage needs one.`)];
  if (!isBusinessDate(date))
    return [inExportField(`${code}.invalid`, name, `${label} “${date.slice(0, 20)}” is not a date.`)];
  const inPeriod = periodRules({ code, name, label, ...booked }, date, periods, makers);
  if (date <= today) return inPeriod;
  return [
    ...inPeriod,
    inExportField(`${code}.future`, name, `${label} ${date} ${met.words(today)}`, { severity: met.severity }),
  ];
}
