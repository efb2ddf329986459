import { type Defect, type Fate, momentOf, type Plan } from "#drizzle/seed/fates.ts";
import type { SeedContract, SeedProject } from "#drizzle/seed/model.ts";
import { managersOf } from "#drizzle/seed/people.ts";
import { randomOf } from "#drizzle/seed/random.ts";
import { everyProject, type OtherDocument, type Story, type World } from "#drizzle/seed/world.ts";

/** What becomes of a document; days before today. */
export type Told = { readonly fate: Fate; readonly defect?: Defect; readonly sentAgo: number };

const decided: ReadonlySet<Fate> = new Set(["synced", "failed", "held", "rejected", "retrieved", "waiting"]);

export function planOf(n: number, { fate, defect = null, sentAgo }: Told): Plan {
  const decidedAgo = decided.has(fate) ? Math.max(1, sentAgo - 1) : 0;
  return { n, fate, ordinal: n, defect, madeAgo: sentAgo + 3, sentAgo, decidedAgo, againAgo: 0 };
}

/** When a plan's document was made, sent and decided on. */
export function momentsOf(world: World, kind: string, plan: Plan) {
  const random = randomOf(`${world.seed}/${kind}/${plan.n}`);
  return {
    madeAt: momentOf(world.today, plan.madeAgo, 13, random),
    sentAt: momentOf(world.today, plan.sentAgo, 15, random),
    decidedAt: momentOf(world.today, plan.decidedAgo, 18, random),
  };
}

/** The story of a document of one of the world's projects. */
export function documentStory(world: World, plan: Plan, project: SeedProject, other: OtherDocument | null): Story {
  const { madeAt, sentAt, decidedAt } = momentsOf(world, other?.kind ?? "contracts", plan);
  const managers = managersOf(world.people, everyProject(world).indexOf(project));
  const common = { changeOrder: null, before: null, project, managers };
  return {
    plan,
    contract: noContract(project),
    ...(other && { other }),
    ...common,
    madeAt,
    sentAt,
    decidedAt,
    againAt: decidedAt,
  };
}

/** Where a document has no contract, its story has an empty one, without a company. */
function noContract({ id, name }: SeedProject): SeedContract {
  return {
    kind: "work_order_contracts",
    id: 0,
    project: { id, name },
    vendor: null,
    number: "",
    title: "",
    status: "",
    retainage: null,
    date: "",
    createdBy: 0,
    createdAt: "",
    updatedAt: "",
    lines: [],
  };
}
