import { codeNames, standardCategories } from "#drizzle/seed/codes.ts";
import type { Entry } from "#drizzle/seed/ledger.ts";
import type { SageRow } from "#drizzle/seed/sage-content.ts";

export type SageJobs = {
  readonly jobs: readonly SageRow[];
  readonly extras: readonly SageRow[];
  readonly costCodes: readonly SageRow[];
  readonly categories: readonly SageRow[];
};

/** Jobs, extras and combinations that exported documents made, as their documents say they must stand in Sage. */
export function sageJobs(entries: readonly Entry[]): SageJobs {
  // A job of the world is told whole elsewhere.
  const known = new Set(entries.map(({ story }) => story.project.job?.job));
  const names = new Map(standardCategories.map(({ code, name }) => [code, name]));
  const [jobs, extras, categories]: SageRow[][] = [[], [], []];
  const costCodes = new Map<string, SageRow>();
  for (const { story, state, document } of entries) {
    if (!story.other || state !== "synced") continue;
    for (const { table, key, rows, columns } of document?.expectations ?? []) {
      const { Job: job = "", Extra: extra = "", Cost_Code: cost_code = "", Category: category = "" } = key;
      const description = rows[0]?.Description ?? "";
      if (extra === "" && known.has(job)) continue;
      if (table === "JCM_MASTER__JOB") jobs?.push({ job, description, status: "In progress" });
      if (table === "JCM_MASTER__EXTRA") extras?.push({ job, extra, description, status: "In progress" });
      // Budgets look at totals of combinations that are there already.
      if (table !== "JCM_MASTER__CATEGORY" || !Object.hasOwn(columns, "Category")) continue;
      const name = codeNames.get(cost_code) ?? cost_code;
      costCodes.set([job, extra, cost_code].join("|"), {
        job,
        extra,
        cost_code,
        description: name,
        group_cost_code: false,
      });
      categories?.push({ job, extra, cost_code, category, description: names.get(category) ?? category });
    }
  }
  return { jobs: jobs ?? [], extras: extras ?? [], costCodes: [...costCodes.values()], categories: categories ?? [] };
}
