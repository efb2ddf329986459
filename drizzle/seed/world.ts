import { type Defect, dateFrom, type Fate, momentOf, type Plan, plans } from "#drizzle/seed/fates.ts";
import { drawLines, drawTitle } from "#drizzle/seed/lines.ts";
import type {
  ContractKind,
  SeedChangeOrder,
  SeedContract,
  SeedInvoice,
  SeedProject,
  SeedSageVendor,
  SeedVendor,
} from "#drizzle/seed/model.ts";
import { longTitles } from "#drizzle/seed/names.ts";
import { managersOf, procoreOnlyUsers, type SeedPerson } from "#drizzle/seed/people.ts";
import { makeNewProjects, makeProjects, makeRunningProject, makeVendors } from "#drizzle/seed/places.ts";
import { type Random, randomOf } from "#drizzle/seed/random.ts";
import { type Trade, trades } from "#drizzle/seed/trades.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { RejectionReason } from "#lib/core/rejection.ts";

export type WorldOptions = {
  readonly seed: string;
  readonly name: string;
  /** YYYY-MM-DD; everything happened before this day. */
  readonly today: string;
  readonly people: readonly SeedPerson[];
  readonly items: number;
  readonly projects?: number;
  readonly vendors?: number;
  /** False for a company without Sage: no jobs, no vendor links, nothing decided. */
  readonly hasSage?: boolean;
  /** Added to Procore's ids, for a second company in the same Procore. */
  readonly idBase?: number;
};

/** As the connector gives it, with its facts beside those of the project, and export fields that were set by hand. */
export type OtherDocument = {
  readonly kind: string;
  readonly id: number;
  readonly raw: Json;
  readonly facts: Partial<Facts>;
  readonly fields: Readonly<Record<string, string>>;
  /** Rows that it brings into the Procore simulator's data file, by kind; `originId` when it is synced. */
  readonly rows?: (originId: string | null) => Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  /** Why it was rejected, and what Sage said where it failed. */
  readonly reason?: readonly [RejectionReason, string];
  readonly refusal?: string;
};

/** What bookkeepers keyed into Sage of a document before it was sent: its id there, its words, and by how much it is less. */
export type Keyed = {
  readonly id: string;
  /** The record that it belongs to there: a commitment, a vendor, a job; "" for none. */
  readonly under: string;
  readonly title: string;
  readonly less: string;
};

/** One document with what became of it. `before` is its first version where it was corrected. */
export type Story = {
  readonly plan: Plan;
  readonly contract: SeedContract;
  /** The document itself where it is a change order of the contract. */
  readonly changeOrder: SeedChangeOrder | null;
  /** The document itself where it is neither; the contract is an empty one where it has none. */
  readonly other?: OtherDocument;
  /** The other document where it is an invoice; the contract is the one that it bills. */
  readonly invoice?: SeedInvoice;
  /** What Sage has of it although nothing was sent. */
  readonly keyed?: Keyed;
  readonly before: SeedContract | null;
  readonly project: SeedProject;
  readonly managers: readonly SeedPerson[];
  readonly madeAt: string;
  readonly sentAt: string;
  readonly decidedAt: string;
  readonly againAt: string;
};
export type World = Required<WorldOptions> & {
  readonly procoreCompanyId: number;
  readonly projects_: readonly SeedProject[];
  /** Projects that have no job yet; there are no contracts in them. */
  readonly newProjects: readonly SeedProject[];
  /** Was under way with its job before anything was exported; null without Sage. */
  readonly running: SeedProject | null;
  readonly vendors_: readonly SeedVendor[];
  readonly sageVendors: readonly SeedSageVendor[];
  /** The story of contract `n`, drawn anew at every call: a large world is never in memory as a whole. */
  story(n: number): Story;
};

/** A contractor's world. Pure: the same options give the same world, whatever is drawn first. */
export function makeWorld(options: WorldOptions): World {
  const { seed, items, today, hasSage = true, idBase = 0 } = options;
  const projects = options.projects ?? Math.max(12, Math.min(200, Math.round(items / 400)));
  const vendorCount = options.vendors ?? Math.max(60, Math.min(1500, Math.round(items / 60)));
  const projects_ = makeProjects(seed, projects, idBase, today, hasSage);
  const { vendors, sageVendors } = makeVendors(seed, vendorCount, idBase);
  const vendors_ = hasSage ? vendors : vendors.map((vendor) => ({ ...vendor, sageVendor: null }));
  const drawer: Drawer = {
    seed,
    today,
    idBase,
    people: options.people,
    projects: projects_,
    pools: poolsOf(vendors_, sageVendors),
  };
  const placed = placesOf(drawer, hasSage ? plans(seed, items) : plansWithoutSage(seed, items));
  return {
    ...options,
    projects,
    vendors: vendorCount,
    hasSage,
    idBase,
    procoreCompanyId: idBase + 4101,
    projects_,
    newProjects: hasSage ? makeNewProjects(idBase, today) : [],
    running: hasSage ? makeRunningProject(seed, idBase, today) : null,
    vendors_,
    sageVendors: hasSage ? sageVendors : [],
    story: (n) => drawStory(drawer, placed[n] as Placed),
  };
}

/** The projects of the world in the order of their managers and codes. */
export const everyProject = ({ projects_, newProjects, running }: World): readonly SeedProject[] => [
  ...projects_,
  ...newProjects,
  ...(running ? [running] : []),
];

/** The projects with a place among those that have documents; `running` is the last one. */
export const busyProjects = ({ projects_, running }: World): readonly SeedProject[] => [
  ...projects_,
  ...(running ? [running] : []),
];

/** Without Sage nothing can be accepted: what would have been decided waits. */
function plansWithoutSage(seed: string, items: number): readonly Plan[] {
  const fateOf = (fate: Fate): Fate =>
    fate === "draft" || fate === "unsent" || fate === "retrieved" ? fate : "blocked";
  return plans(seed, items).map((plan) => ({ ...plan, fate: fateOf(plan.fate), defect: null, ...recent(plan) }));
}

function recent({ n, madeAgo, sentAgo, decidedAgo }: Plan) {
  if (madeAgo < 60) return { madeAgo, sentAgo, decidedAgo };
  return { madeAgo: 12 + (n % 20), sentAgo: 6 + (n % 4), decidedAgo: 3 };
}

type Pools = {
  readonly byTrade: ReadonlyMap<string, readonly SeedVendor[]>;
  readonly unlinked: readonly SeedVendor[];
  readonly inactive: readonly SeedVendor[];
};
type Drawer = {
  readonly seed: string;
  readonly today: string;
  readonly idBase: number;
  readonly people: readonly SeedPerson[];
  readonly projects: readonly SeedProject[];
  readonly pools: Pools;
};
type Placed = { readonly plan: Plan; readonly project: number; readonly kind: ContractKind; readonly sequence: number };

function poolsOf(vendors: readonly SeedVendor[], sageVendors: readonly SeedSageVendor[]): Pools {
  const asleep = new Set(sageVendors.filter(({ isActive }) => !isActive).map(({ vendor }) => vendor));
  const usable = vendors.filter(({ sageVendor }) => sageVendor !== null && !asleep.has(sageVendor));
  const chosen = usable.length > 0 ? usable : vendors;
  const byTrade = new Map(trades.map(({ key }) => [key, chosen.filter(({ trade }) => trade === key)]));
  return {
    byTrade,
    unlinked: vendors.filter(({ sageVendor }) => sageVendor === null),
    inactive: vendors.filter(({ sageVendor }) => sageVendor !== null && asleep.has(sageVendor)),
  };
}

/** Project, kind and running number within both: numbers follow the days on which contracts were made. */
function placesOf({ seed, projects }: Drawer, all: readonly Plan[]): readonly Placed[] {
  const counters = new Map<string, number>();
  const placed: Placed[] = [];
  for (const plan of all.toSorted((a, b) => b.madeAgo - a.madeAgo || a.n - b.n)) {
    const random = randomOf(`${seed}/place/${plan.n}`);
    const project = random.int(0, projects.length - 1);
    const kind = random.isOne(0.65) ? "work_order_contracts" : "purchase_order_contracts";
    const sequence = (counters.get(`${project}/${kind}`) ?? 0) + 1;
    counters.set(`${project}/${kind}`, sequence);
    placed[plan.n] = { plan, project, kind, sequence };
  }
  return placed;
}

function drawStory(drawer: Drawer, { plan, project: at, kind, sequence }: Placed): Story {
  const { seed, today, idBase, people } = drawer;
  const random = randomOf(`${seed}/contract/${plan.n}`);
  const project = drawer.projects[at] as SeedProject;
  const managers = managersOf(people, at);
  const { trade, vendor } = drawVendor(drawer, random, plan, kind);
  const [madeAt, sentAt, decidedAt, againAt] = [
    momentOf(today, plan.madeAgo, 13, random),
    momentOf(today, plan.sentAgo, 15, random),
    momentOf(today, plan.decidedAgo, 18, random),
    momentOf(today, plan.againAgo, 14, random),
  ];
  const author = random.isOne(0.6) ? managers[0]?.procoreUserId : null;
  const contract: SeedContract = {
    kind,
    id: idBase + 100_001 + plan.n,
    project: { id: project.id, name: project.name },
    vendor: { id: vendor.id, name: vendor.name },
    number: numberOf(plan, project, kind, sequence),
    title: drawTitle(random, plan.defect, trade),
    status: statusOf(plan, kind, random),
    retainage: kind === "work_order_contracts" ? random.pick(["5.0", "10.0", "10.0"]) : null,
    date: plan.defect === "future" ? dateFrom(today, random.int(3, 20)) : madeAt.slice(0, 10),
    createdBy: idBase + (author ?? random.pick(procoreOnlyUsers).id),
    createdAt: madeAt,
    updatedAt: plan.fate === "returned" ? againAt : madeAt,
    lines: drawLines(random, plan, { kind, trade, job: project.job, idBase: (idBase + plan.n) * 20 + 1_000_001 }),
  };
  const isReturned = plan.fate === "returned";
  const before = isReturned ? { ...contract, title: random.pick(longTitles), updatedAt: madeAt } : null;
  return { plan, contract, changeOrder: null, before, project, managers, madeAt, sentAt, decidedAt, againAt };
}

/** A company that the plan asks for, else one of a trade that comes as contracts of this kind. */
function drawVendor(
  { pools }: Drawer,
  random: Random,
  { defect }: Plan,
  kind: ContractKind,
): { trade: Trade; vendor: SeedVendor } {
  const pool: Partial<Record<Defect & string, readonly SeedVendor[]>> = {
    vendor: pools.unlinked,
    inactive: pools.inactive,
  };
  const special = (defect && pool[defect]) || [];
  if (special.length > 0) {
    const vendor = random.pick(special);
    return { vendor, trade: trades.find(({ key }) => key === vendor.trade) as Trade };
  }
  const other = kind === "work_order_contracts" ? "supply" : "sub";
  const trade = random.pick(
    trades.filter(({ key, comesAs }) => comesAs !== other && (pools.byTrade.get(key) ?? []).length > 0),
  );
  return { trade, vendor: random.pick(pools.byTrade.get(trade.key) ?? []) };
}

function numberOf({ defect }: Plan, project: SeedProject, kind: ContractKind, sequence: number): string {
  const prefix = kind === "work_order_contracts" ? "SC" : "PO";
  const number = `${prefix}-${project.number.replace("-", "")}-${String(sequence).padStart(3, "0")}`;
  return defect === "number" ? `${number}-R1` : number;
}

function statusOf({ fate, ordinal }: Plan, kind: ContractKind, random: Random): string {
  if (fate !== "draft")
    return kind === "work_order_contracts" && fate === "synced" && random.isOne(0.2) ? "Complete" : "Approved";
  const open =
    kind === "work_order_contracts"
      ? ["Draft", "Out For Signature", "Draft", "Out For Bid"]
      : ["Draft", "Processing", "Submitted"];
  return open[ordinal % open.length] ?? "Draft";
}
