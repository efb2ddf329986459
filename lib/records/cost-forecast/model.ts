import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { inCents } from "#lib/core/estimates.ts";
import { type CodeKey, codeKey, type Facts } from "#lib/core/facts.ts";
import { entry } from "#lib/core/finding-makers.ts";
import { isDecimal, isEqual, type Money, sum } from "#lib/core/money.ts";

const Decimal = z.string().refine(isDecimal, "not a decimal string");

/** One line of the budget with its forecast. `extra` is the sub job, "" for none. */
export const ForecastLine = z.object({
  sourceId: z.string(),
  description: z.string().default(""),
  extra: z.string().default(""),
  costCode: z.string(),
  category: z.string(),
  /** Estimated Cost at Completion. */
  atCompletion: Decimal,
  /** Forecast to Complete. */
  toComplete: Decimal,
});
export type ForecastLine = z.infer<typeof ForecastLine>;

/** The forecast of a project as the item's revision holds it; a project has one, so it goes by the project's id. */
export const Forecast = z.object({
  sourceId: z.string(),
  projectSourceId: z.string(),
  isLocked: z.boolean(),
  isDeleted: z.boolean().default(false),
  /** The name of the budget view that it was read through. */
  view: z.string().default(""),
  /** Whether that view has the two columns; without one its amounts are zero and mean nothing. */
  hasAtCompletion: z.boolean(),
  hasToComplete: z.boolean(),
  lines: z.array(ForecastLine),
});
export type Forecast = z.infer<typeof Forecast>;

/** The body of a stored revision. Throws when it is none: bodies are written by `decode` alone. */
export function readForecast(body: Json): Forecast {
  return Forecast.parse(body);
}

/** Sum of what the lines are estimated to cost at completion; "0" without lines. */
export function linesTotal(forecast: Forecast): Money {
  return sum(forecast.lines.map((line) => line.atCompletion));
}

/** What Sage's category is to hold: the sums of the lines on one combination. `lines` numbers from 1. */
export type ForecastGroup = CodeKey & {
  readonly atCompletion: Money;
  readonly toComplete: Money;
  readonly lines: readonly number[];
};

/** One group for every combination of the lines, in the order in which they come first. */
export function forecastGroups(lines: readonly ForecastLine[]): readonly ForecastGroup[] {
  const groups = new Map<string, ForecastGroup>();
  for (const [index, line] of lines.entries()) {
    const { extra, costCode, category } = line;
    const held = groups.get(codeKey(line));
    groups.set(codeKey(line), {
      extra,
      costCode,
      category,
      atCompletion: inCents(sum([held?.atCompletion ?? "0", line.atCompletion])),
      toComplete: inCents(sum([held?.toComplete ?? "0", line.toComplete])),
      lines: [...(held?.lines ?? []), index + 1],
    });
  }
  return [...groups.values()];
}

/** The two amounts that Sage holds on a combination now; zero where it holds none. */
export function inSageNow(key: CodeKey, facts: Facts): { readonly atCompletion: Money; readonly toComplete: Money } {
  const held = entry(facts.categories, codeKey(key));
  return { atCompletion: held?.miscAmount1 ?? "0.00", toComplete: held?.miscAmount2 ?? "0.00" };
}

/** The groups of which Sage holds something else than the forecast says; the others are left alone. */
export function changedGroups(forecast: Forecast, facts: Facts): readonly ForecastGroup[] {
  if (!forecast.hasAtCompletion || !forecast.hasToComplete) return [];
  return forecastGroups(forecast.lines).filter((group) => {
    const now = inSageNow(group, facts);
    return !isEqual(group.atCompletion, now.atCompletion) || !isEqual(group.toComplete, now.toComplete);
  });
}

/** "PARK 26-050 S": a combination in a sentence. */
export function nameOf({ extra, costCode, category }: CodeKey): string {
  return [extra, costCode, category].filter(Boolean).join(" ");
}
