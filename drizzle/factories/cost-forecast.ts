import type { TestCompany } from "#drizzle/factories/company.ts";
import { type TestItem, takeIn } from "#drizzle/factories/item.ts";
import type { SeedForecastLine } from "#drizzle/seed/model.ts";
import { rawForecast } from "#drizzle/seed/raw-budget.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import type { Database } from "#lib/db/database.ts";

/** Line `number` of a forecast on a combination of the test job. */
export function aForecastLine(number = 1, over: Partial<SeedForecastLine> = {}): SeedForecastLine {
  const code = { costCode: `26-0${number}0`, costCodeName: `Electrical 26-0${number}0`, category: "SUB" };
  return { id: 6000 + number, ...code, atCompletion: `${number}200.00`, toComplete: `${number}00.25`, ...over };
}

type Options = { readonly lines?: readonly Partial<SeedForecastLine>[]; readonly state?: ItemState };

/** The cost forecast of the company's project from the source, in its state by the real verbs; ready by default. */
export async function aCostForecast(
  db: Database,
  company: TestCompany,
  { lines = [{}, {}], state }: Options = {},
): Promise<Omit<TestItem, "contract">> {
  const project = Number(company.project.sourceId);
  const all = lines.map((over, n) => aForecastLine(n + 1, over));
  const raw = rawForecast({ project: { id: project }, locked: true, lines: all });
  return await takeIn(db, company, { kind: "cost_forecasts", id: project, raw }, state);
}
