import { parentFacts } from "#drizzle/seed/budget-changes.ts";
import { totalsOf } from "#drizzle/seed/budgets.ts";
import { documentStory, momentsOf, planOf } from "#drizzle/seed/documents.ts";
import type { Fate } from "#drizzle/seed/fates.ts";
import { type Entry, entryOf, type LedgerOptions } from "#drizzle/seed/ledger.ts";
import type { SeedForecastLine, SeedJob } from "#drizzle/seed/model.ts";
import { randomOf } from "#drizzle/seed/random.ts";
import { rawForecast } from "#drizzle/seed/raw-budget.ts";
import type { Story, World } from "#drizzle/seed/world.ts";
import { multiply, toScale } from "#lib/core/money.ts";
import { readBudget } from "#lib/records/budget/model.ts";
import { readForecast } from "#lib/records/cost-forecast/model.ts";

/** What became of the forecast of each budget that is in Sage, in turn. */
const fates: readonly Fate[] = ["synced", "synced", "clean", "synced", "clean", "retrieved"];

/** The forecasts of the budgets. Those of budgets that are not in Sage wait for them: blocked, rejected with them, or open. */
export function costForecastsOf(options: LedgerOptions, budgets: readonly Entry[]): readonly Entry[] {
  let proved = 0;
  return budgets.map((parent, at) => {
    const fate = parent.state === "synced" ? (fates[proved++ % fates.length] ?? "clean") : besides(parent);
    return forecastEntry(options, parent, fate, at);
  });
}

/** The forecast of one budget; `at` is the place of its project. */
export function forecastEntry(options: LedgerOptions, budget: Entry, fate: Fate, at: number): Entry {
  return entryOf(options, storyOf(options.world, budget, fate, at), parentFacts(budget));
}

function besides({ story }: Entry): Fate {
  return story.plan.fate === "draft" || story.plan.fate === "rejected" ? story.plan.fate : "blocked";
}

function storyOf(world: World, parent: Entry, fate: Fate, at: number): Story {
  const { project } = parent.story;
  const { isLocked, lines } = readBudget(parent.revision.body);
  const sentAgo = fate === "synced" ? 48 - at * 3 : 1 + (at % 3);
  const plan = planOf(world.items + 7000 + at, { fate, sentAgo });
  const { madeAt } = momentsOf(world, "cost_forecasts", plan);
  const random = randomOf(`${world.seed}/cost forecast/${at}`);
  const all = lines.map(({ sourceId, description, costCode, category, amount }): SeedForecastLine => {
    const part = (factors: readonly string[]) => toScale(multiply(amount, random.pick(factors)), 2);
    const code = { costCode, costCodeName: description, category };
    return {
      id: Number(sourceId),
      ...code,
      atCompletion: part(["0.96", "1", "1.035", "1.08"]),
      toComplete: part(["0", "0.15", "0.4"]),
    };
  });
  return documentStory(world, plan, project, {
    kind: "cost_forecasts",
    id: project.id,
    raw: rawForecast({ project: { id: project.id }, locked: isLocked, lines: all }, madeAt),
    facts: {
      vendor: null,
      categories: totalsOf(project.job as SeedJob, parent.story.plan.fate === "synced" || project === world.running),
    },
    fields: {},
    reason: ["amounts", "The forecast is of before the last change. Please bring it up to date first."],
  });
}

/** The cells of the forecast view by the id of the budget's line, as the Procore simulator holds them with the budget. */
export function forecastCells(entries: readonly Entry[]): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const forecasts = entries.filter(({ story }) => story.other?.kind === "cost_forecasts");
  return new Map(
    forecasts.flatMap(({ revision }) =>
      readForecast(revision.body).lines.map(
        ({ sourceId, atCompletion, toComplete }) =>
          [sourceId, { estimated_cost_at_completion: atCompletion, forecast_to_complete: toComplete }] as const,
      ),
    ),
  );
}

/** The amounts that synced forecasts left in Sage, by "<job>|<cost code>|<category>" and Sage's column in small letters. */
export function forecastAmounts(entries: readonly Entry[]): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const done = entries.filter(({ story, state }) => story.other?.kind === "cost_forecasts" && state === "synced");
  return new Map(
    done.flatMap(({ document }) =>
      (document?.expectations ?? []).map(({ key, rows }) => {
        const { Msc_Cat_Amt_1: msc_cat_amt_1 = "0", Msc_Cat_Amt_2: msc_cat_amt_2 = "0" } = rows[0] ?? {};
        return [`${key.Job}|${key.Cost_Code}|${key.Category}`, { msc_cat_amt_1, msc_cat_amt_2 }] as const;
      }),
    ),
  );
}
