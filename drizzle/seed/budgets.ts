import { codeNames } from "#drizzle/seed/codes.ts";
import { type Fate, momentOf, type Plan } from "#drizzle/seed/fates.ts";
import { type Entry, entryOf, type LedgerOptions } from "#drizzle/seed/ledger.ts";
import type { SeedBudgetLine, SeedContract, SeedJob, SeedProject } from "#drizzle/seed/model.ts";
import { managersOf } from "#drizzle/seed/people.ts";
import { randomOf } from "#drizzle/seed/random.ts";
import { rawBudget } from "#drizzle/seed/raw-budget.ts";
import { busyProjects, everyProject, type Story, type World } from "#drizzle/seed/world.ts";
import { codeKey, type Facts, nothingCarried } from "#lib/core/facts.ts";

/** What became of the budget of each project, in the order of the projects. */
const fates: readonly Fate[] = [
  "synced",
  "synced",
  "clean",
  "synced",
  "blocked",
  "synced",
  "look",
  "synced",
  "rejected",
  "draft",
  "synced",
  "blocked",
];
const fateOf = (at: number): Fate => fates[at % fates.length] ?? "synced";

const inSage: ReadonlySet<Fate> = new Set(["synced", "look", "draft"]);

/**
 * Whether Sage holds original estimates on the project's job: from its budget, or, where the budget is to be looked at or
 * not locked yet, keyed before it came.
 */
export function hasEstimates(world: World, project: SeedProject): boolean {
  return project === world.running || inSage.has(fateOf(world.projects_.indexOf(project)));
}

/** The budget of every project, some of them in Sage. Without Sage there are none. */
export function budgetsOf(options: LedgerOptions): readonly Entry[] {
  const { world } = options;
  if (!world.hasSage) return [];
  return world.projects_.flatMap((project, at) =>
    project.job ? [entryOf(options, budgetStory(world, project, project.job, fateOf(at)))] : [],
  );
}

/** The budget of one of the busy projects. */
export function budgetStory(world: World, project: SeedProject, job: SeedJob, fate: Fate): Story {
  const at = busyProjects(world).indexOf(project);
  const random = randomOf(`${world.seed}/budget/${at}`);
  const sentAgo = fate === "synced" ? 385 - (at % 60) * 3 : 4 + (at % 9);
  const isDecided = fate === "synced" || fate === "rejected";
  const decidedAgo = isDecided ? sentAgo - 3 : 0;
  // The rejected one has a code that Sage does not know, so has the last one of those that are blocked.
  const hasStray = fate === "rejected" || (fate === "blocked" && at % fates.length > 5);
  const plan: Plan = {
    n: world.items + 900 + at,
    fate,
    ordinal: at,
    defect: hasStray ? "stray" : null,
    madeAgo: sentAgo + 1,
    sentAgo,
    decidedAgo,
    againAgo: 0,
  };
  const [madeAt, sentAt, decidedAt] = [
    momentOf(world.today, plan.madeAgo, 13, random),
    momentOf(world.today, sentAgo, 15, random),
    momentOf(world.today, decidedAgo, 18, random),
  ];
  const lines = linesOf(job, world.idBase + 6_000_001 + at * 1000, hasStray);
  // Not today: the company's day is another one than the server's for some hours of the night.
  const date = (fate === "synced" ? decidedAt : sentAt).slice(0, 10);
  const isAcknowledged = fate !== "blocked" && fate !== "draft";
  return {
    plan,
    contract: noContract(project, madeAt),
    changeOrder: null,
    other: {
      kind: "budgets",
      id: project.id,
      raw: rawBudget({ project: { id: project.id }, locked: fate !== "draft", lines }, madeAt),
      facts: {
        vendor: null,
        carried: nothingCarried,
        categories: totalsOf(job, hasEstimates(world, project) && fate !== "synced"),
      },
      fields: { date, ...(isAcknowledged ? { caution: "yes" } : {}) },
    },
    before: null,
    project,
    managers: managersOf(world.people, everyProject(world).indexOf(project)),
    madeAt,
    sentAt,
    decidedAt,
    againAt: decidedAt,
  };
}

/** Every combination of the job with its estimate. */
function linesOf(job: SeedJob, idBase: number, hasStray: boolean): readonly SeedBudgetLine[] {
  const own = [...job.codes].flatMap(([costCode, held]) =>
    [...held].map(([category, amount]) => ({ costCode, category, amount })),
  );
  const stray = hasStray ? [{ costCode: "99-900", category: "OTH", amount: "25000.00" }] : [];
  return [...own, ...stray].map((line, n) => ({
    ...line,
    id: idBase + n,
    costCodeName: codeNames.get(line.costCode) ?? line.costCode,
  }));
}

/** The totals of the job's combinations when the budget was looked at. */
export function totalsOf(job: SeedJob, areThere: boolean): Facts["categories"] {
  return Object.fromEntries(
    [...job.codes].flatMap(([costCode, held]) =>
      [...held].map(([category, amount]) => [
        codeKey({ extra: "", costCode, category }),
        { originalEstimate: areThere ? amount : "0.00", approvedChanges: "0.00" },
      ]),
    ),
  );
}

/** Where a story of a contract would have one. */
export function noContract(project: SeedProject, at: string): SeedContract {
  const { id, name } = project;
  const empty = { number: "", title: "", status: "", retainage: null, vendor: null, lines: [] };
  return {
    kind: "work_order_contracts",
    id: 0,
    project: { id, name },
    ...empty,
    date: at.slice(0, 10),
    createdBy: 0,
    createdAt: at,
    updatedAt: at,
  };
}
