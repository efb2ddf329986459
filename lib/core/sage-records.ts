import { type CodeKey, codeKey, type Facts } from "#lib/core/facts.ts";
import type { Money } from "#lib/core/money.ts";
import type { SageField, SageRecord } from "#lib/core/sage-text.ts";

/** Limits that several of Sage's records share, domain/sage-300-cre.md 4.1, 5.1, 5.2 and 9. */
export const sageLimits = {
  description: 30,
  vendor: 10,
  job: 10,
  extra: 10,
  costCode: 12,
  category: 3,
  unit: 6,
  items: 99_999,
  commitment: 12,
  unitCost: "999999.99",
  estimate: { digits: 8, decimals: 2 },
} as const;

export const text = (name: string, value: string, limit: number): SageField => ({ kind: "text", name, value, limit });
export const empty = (name: string): SageField => ({ kind: "empty", name });

/** Job ids and cost codes as the company's files want them; Sage brings them into its own mask either way. */
export function writtenId(id: string, facts: Facts): string {
  return facts.profile.idsWithPunctuation ? id : id.replace(/[-.]/g, "");
}

/** The combinations of the lines that the job does not have yet, each once, in line order. */
function newCombinations(lines: readonly CodeKey[], facts: Facts): readonly CodeKey[] {
  const found = new Map(lines.map((line) => [codeKey(line), line]));
  return [...found]
    .filter(([key]) => !facts.categories[key])
    .map(([, { extra, costCode, category }]) => ({ extra, costCode, category }));
}

/**
 * Zero-amount estimate records for every combination of the lines that is new to the job, where the company wants these;
 * none when all are there.
 */
export function zeroRecords(
  lines: readonly CodeKey[],
  places: { readonly job: string; readonly date: string },
  facts: Facts,
): readonly SageRecord[] {
  const combinations = facts.profile.zeroLinesForNewCodes ? newCombinations(lines, facts) : [];
  const zero = combinations.map((key) => ({ ...key, amount: "0" }));
  return estimateRecords(zero, places, facts);
}

/** An amount of the estimate on one combination; Sage takes 8 digits before and 2 after the point, also negative ones. */
export type EstimateLine = CodeKey & { readonly amount: Money };

/** The records of an estimate file for one job: lines without an extra first, then extra by extra; none without lines. */
export function estimateRecords(
  lines: readonly EstimateLine[],
  places: { readonly job: string; readonly date: string },
  facts: Facts,
): readonly SageRecord[] {
  if (lines.length === 0) return [];
  const extras = [...new Set(lines.map((key) => key.extra))].sort((a, b) => Number(a !== "") - Number(b !== ""));
  const job: SageRecord = {
    record: "*",
    fields: [text("job", writtenId(places.job, facts), sageLimits.job), empty("job description")],
  };
  return [job, ...extras.flatMap((extra) => recordsOfExtra(extra, lines, places.date, facts))];
}

function recordsOfExtra(
  extra: string,
  all: readonly EstimateLine[],
  date: string,
  facts: Facts,
): readonly SageRecord[] {
  // As seen in production: E once before the first line of an extra, without description; the extra exists already.
  const head: SageRecord[] = extra === "" ? [] : [{ record: "E", fields: [text("extra", extra, sageLimits.extra)] }];
  const lines = all.filter((key) => key.extra === extra);
  return [...head, ...lines.map((line) => ({ record: "C", fields: lineFields(line, date, facts) }))];
}

/** The fields of a `C` record (domain/sage-300-cre.md 4.1). */
export function lineFields(
  { costCode, category, extra, amount }: EstimateLine,
  date: string,
  facts: Facts,
): readonly SageField[] {
  return [
    text("cost code", writtenId(costCode, facts), sageLimits.costCode),
    empty("cost code description"),
    text("category", category, sageLimits.category),
    { kind: "date", name: "date", value: date, format: "mmddyyyy" },
    { kind: "number", name: "quantity", value: "0", digits: 8, decimals: 2 },
    empty("unit description"),
    { kind: "number", name: "amount", value: amount, ...sageLimits.estimate, fixedDecimals: 2 },
    ...[9, 10, 11, 12].map((position) => empty(`field ${position}`)),
    text("extra", extra, sageLimits.extra),
  ];
}
