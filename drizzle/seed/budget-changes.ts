import { noContract, totalsOf } from "#drizzle/seed/budgets.ts";
import { codeNames } from "#drizzle/seed/codes.ts";
import { dateFrom, type Fate, momentOf, type Plan } from "#drizzle/seed/fates.ts";
import { type Entry, entryOf, type LedgerOptions } from "#drizzle/seed/ledger.ts";
import type { SeedBudgetLine, SeedJob } from "#drizzle/seed/model.ts";
import { randomOf } from "#drizzle/seed/random.ts";
import { rawBudgetChange } from "#drizzle/seed/raw-budget.ts";
import type { Story, World } from "#drizzle/seed/world.ts";
import type { ParentFacts } from "#lib/core/facts.ts";
import type { ItemState } from "#lib/core/workflow.ts";

/** What became of the changes of each budget, in the order of the budgets; those of one that is not in Sage are blocked. */
const fates: readonly (readonly Fate[])[] = [
  ["synced", "synced", "clean"],
  ["synced", "look"],
  ["blocked"],
  ["synced", "blocked"],
  [],
  ["synced", "draft"],
  [],
  ["clean", "rejected"],
  [],
  [],
  ["retrieved", "clean"],
];
const titles = [
  "Owner allowance to concrete",
  "Contingency to site work",
  "Buyout savings, drywall",
  "Winter conditions",
  "Move of the tower crane",
  "Value engineering, roof",
];

/** Changes of the budgets. Each is on combinations of its own, so that Sage shows every one by itself. */
export function budgetChangesOf(options: LedgerOptions, budgets: readonly Entry[]): readonly Entry[] {
  return budgets.flatMap((parent, at) =>
    (fates[at] ?? []).map((fate, n) => entryOf(options, storyOf(options.world, parent, fate, n), parentFacts(parent))),
  );
}

function storyOf(world: World, { story: parent }: Entry, fate: Fate, n: number): Story {
  const { project, managers, plan: own } = parent;
  const job = project.job as SeedJob;
  const ordinal = own.ordinal * 4 + n;
  const random = randomOf(`${world.seed}/budget change/${ordinal}`);
  const sentAgo = fate === "synced" ? 160 - ordinal * 2 : 3 + (ordinal % 6);
  const isDecided = fate === "synced" || fate === "rejected" || fate === "retrieved";
  // Blocked by its budget, which waits in the inbox, or by a code that Sage does not know.
  const hasStray = fate === "rejected" || (fate === "blocked" && own.fate === "synced");
  const plan: Plan = {
    n: world.items + 2000 + ordinal,
    fate,
    ordinal,
    defect: hasStray ? "stray" : null,
    madeAgo: sentAgo + 3,
    sentAgo,
    decidedAgo: isDecided ? Math.max(1, sentAgo - 3) : 0,
    againAgo: 0,
  };
  const at = (days: number, hour: number) => momentOf(world.today, days, hour, random);
  const [madeAt, sentAt, decidedAt] = [at(plan.madeAgo, 13), at(sentAgo, 15), at(plan.decidedAgo, 18)];
  const id = world.idBase + 610_001 + ordinal;
  const change = {
    id,
    project: { id: project.id },
    number: n + 1,
    title: titles[ordinal % titles.length] ?? "",
    description: "",
    status: fate === "draft" ? "under_review" : "approved",
    lines: linesOf(job, world.idBase + 6_500_001 + ordinal * 10, n, hasStray),
  };
  const date = fate === "look" ? dateFrom(world.today, 9) : (fate === "synced" ? decidedAt : sentAt).slice(0, 10);
  return {
    plan,
    contract: noContract(project, madeAt),
    changeOrder: null,
    other: {
      kind: "budget_changes",
      id,
      raw: rawBudgetChange(change, madeAt),
      facts: { vendor: null, categories: totalsOf(job, own.fate === "synced") },
      fields: { date },
    },
    before: null,
    project,
    managers,
    madeAt,
    sentAt,
    decidedAt,
    againAt: decidedAt,
  };
}

/** A transfer between two combinations of the job and something on top. */
function linesOf(job: SeedJob, idBase: number, n: number, hasStray: boolean): readonly SeedBudgetLine[] {
  const all = [...job.codes].flatMap(([costCode, held]) =>
    [...held.keys()].map((category) => ({ costCode, category })),
  );
  const amounts = [`-${(n + 2) * 1500}.00`, `${(n + 2) * 1500}.00`, `${(n + 1) * 2250}.50`];
  const own = amounts.map((amount, k) => ({ ...(all[n * 3 + k] as (typeof all)[number]), amount }));
  const stray = hasStray ? [{ costCode: "99-900", category: "OTH", amount: "4000.00" }] : [];
  return [...own, ...stray].map((line, k) => ({
    ...line,
    id: idBase + k,
    costCodeName: codeNames.get(line.costCode) ?? line.costCode,
  }));
}

const accepted: ReadonlySet<ItemState> = new Set(["failed", "held", "synced"]);

/** What `readFacts` would find of the budget. */
export function parentFacts({ id: itemId, state, erpId, revision }: Entry): ParentFacts {
  const isProved = state === "synced";
  const none = { vendorSourceId: null, inSage: null, items: [] };
  return { itemId, number: revision.head.number, erpId, state, isProved, isAccepted: accepted.has(state), ...none };
}
