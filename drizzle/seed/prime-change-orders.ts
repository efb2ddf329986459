import { codeNames } from "#drizzle/seed/codes.ts";
import { documentStory, momentsOf, planOf, type Told } from "#drizzle/seed/documents.ts";
import type { Plan } from "#drizzle/seed/fates.ts";
import { type Entry, entryOf, type LedgerOptions } from "#drizzle/seed/ledger.ts";
import type { SeedJob, SeedProject } from "#drizzle/seed/model.ts";
import { codeIdOf, typeIdOf } from "#drizzle/seed/procore.ts";
import { randomOf } from "#drizzle/seed/random.ts";
import type { OtherDocument, World } from "#drizzle/seed/world.ts";
import { isEqual, sum, toScale } from "#lib/core/money.ts";

type Wanted = Told & { readonly at: number; readonly number: string; readonly title: string };
/** By the place of their project among the world's projects; at most one of a project is in Sage, and it is the first. */
const wanted: readonly Wanted[] = [
  { at: 0, number: "PC001", title: "Owner-directed lobby lighting", fate: "synced", sentAgo: 120 },
  { at: 0, number: "PC002", title: "Second entrance, glazing", fate: "clean", sentAgo: 2 },
  { at: 1, number: "PC001", title: "Added exterior signage", fate: "synced", sentAgo: 90 },
  { at: 1, number: "PC002", title: "Credit for deleted casework", fate: "clean", sentAgo: 1 },
  {
    at: 2,
    number: "PC001",
    title: "Owner change directive 4: relocate the transformer and its feeders",
    fate: "look",
    sentAgo: 3,
  },
  { at: 3, number: "PC001", title: "Dock bumpers, eight", fate: "synced", sentAgo: 75 },
  { at: 3, number: "PC002", title: "Fire watch, March", fate: "retrieved", sentAgo: 7 },
  { at: 4, number: "PC001", title: "Unforeseen rock", fate: "blocked", defect: "stray", sentAgo: 2 },
  { at: 5, number: "PC001", title: "Upgraded flooring", fate: "synced", sentAgo: 45 },
  { at: 6, number: "PC001", title: "Access control", fate: "synced", sentAgo: 30 },
  { at: 6, number: "PC002", title: "Extended general conditions", fate: "clean", sentAgo: 1 },
  { at: 7, number: "PC001", title: "Roof drain additions", fate: "blocked", defect: "stray", sentAgo: 4 },
  { at: 8, number: "PC001", title: "Temporary power", fate: "rejected", defect: "stray", sentAgo: 6 },
  { at: 9, number: "PC001", title: "Bollards at the apron", fate: "unsent", sentAgo: 5 },
  { at: 11, number: "PC001", title: "Pool equipment change", fate: "clean", sentAgo: 2 },
];

/** Changes of the prime contracts of linked projects in most states. Without Sage there are none. */
export function primeChangeOrdersOf(options: LedgerOptions): readonly Entry[] {
  const { world } = options;
  if (!world.hasSage) return [];
  return wanted.flatMap((one, n) => {
    const project = world.projects_[one.at];
    if (!project?.job) return [];
    const plan = planOf(world.items + 3000 + n, one);
    const document = documentOf(world, plan, one, project, project.job);
    return [entryOf(options, documentStory(world, plan, project, document))];
  });
}

/** What the approved contract changes of jobs come to, by job: those of synced entries. */
export function contractChanges(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { state, document } of entries) {
    const proof = document?.expectations[0];
    const changes = proof?.rows[0]?.JTD_Aprvd_Contract_Chgs;
    if (state === "synced" && changes !== undefined) found.set(proof?.key.Job ?? "", changes);
  }
  return found;
}

function documentOf(world: World, plan: Plan, one: Wanted, project: SeedProject, job: SeedJob): OtherDocument {
  const n = plan.n - world.items - 3000;
  const [id, moments] = [world.idBase + 470_001 + n, momentsOf(world, "prime_contract_change_orders", plan)];
  const contractId = world.idBase + 480_001 + one.at;
  const items = itemsOf(world, one.at, job);
  const lines = linesOf(n).map(({ item, amount }, place) => {
    const { code, id: pointed } = items[item] as (typeof items)[number];
    return { id: id * 10 + place, position: place + 1, description: one.title, amount, code, pointed };
  });
  const stamps = { created_at: moments.madeAt, updated_at: moments.madeAt };
  const head = { id, project_id: project.id, contract_id: contractId, type: "PrimeContractChangeOrder", ...stamps };
  const own = { ...head, number: one.number, title: one.title, status: "approved", executed: true };
  // The contract of a stray one was made in Procore, not imported from Sage.
  const origin = plan.defect === "stray" ? null : `${job.job}-P`.slice(0, 12);
  const name = { number: `P-${project.number}`, title: `Prime contract ${project.name}`, origin_id: origin };
  const held = items.map(({ code, ...item }) => ({ ...item, code, origin_code: origin === null ? null : item.item }));
  const changes = plan.fate === "synced" ? "0.00" : earlierOf(one);
  const inSage = { description: job.description, status: "In progress", approvedContractChanges: changes };
  const prime_contract = {
    ...name,
    line_items: held.map(({ id: itemId, position, description, origin_code, code }) => {
      return { id: itemId, position, description, origin_code, ...namesOf(code) };
    }),
  };
  return {
    kind: "prime_contract_change_orders",
    id,
    raw: {
      ...own,
      grand_total: toScale(sum(lines.map(({ amount }) => amount)), 2),
      line_items: lines.map(({ amount, code, pointed, ...line }) => {
        return { ...line, total_amount: amount, prime_line_item_id: pointed, ...namesOf(code) };
      }),
      prime_contract,
    },
    rows: (origin_id) => ({
      prime_contracts: [
        {
          id: contractId,
          project_id: project.id,
          status: "Approved",
          ...name,
          created_at: `${world.today}T00:00:00Z`,
          updated_at: moments.madeAt,
          line_items: held.map(({ id: itemId, position, description, origin_code, code }) => {
            return { id: itemId, position, description, origin_code, amount: "0", ...idsOf(world, project.id, code) };
          }),
        },
      ],
      change_order_packages: [
        {
          ...own,
          origin_id,
          origin_code: origin_id,
          line_items: lines.map(({ code, pointed, ...line }) => {
            return { ...line, prime_line_item_id: pointed, ...idsOf(world, project.id, code) };
          }),
        },
      ],
    }),
    facts: { job: { job: job.job, inSage } },
    fields: { date: (plan.decidedAgo > 0 ? moments.decidedAt : moments.sentAt).slice(0, 10) },
    reason: ["other", "The prime contract was not imported from Sage. Please import it first, then send this again."],
  };
}

/** What the synced one of the same project has added. */
function earlierOf({ at }: Wanted): string {
  const n = wanted.findIndex((one) => one.at === at && one.fate === "synced");
  return n < 0 ? "0.00" : toScale(sum(linesOf(n).map(({ amount }) => amount)), 2);
}

/** One to three lines; the second of a project is a credit now and then. */
function linesOf(n: number): readonly { readonly item: number; readonly amount: string }[] {
  const random = randomOf(`prime change order lines/${n}`);
  const sign = n === 3 ? "-" : "";
  const drawn = Array.from({ length: random.int(1, 3) }, (_, item) => {
    return { item, amount: `${sign}${random.int(4, 90) * 250}.00` };
  });
  return drawn.filter(({ amount }) => !isEqual(amount, "0"));
}

type Code = { readonly costCode: string; readonly category: string };

/** Three items of the contract on combinations of the job. */
function itemsOf(world: World, at: number, { codes }: SeedJob) {
  const all = [...codes].flatMap(([costCode, held]) => [...held.keys()].map((category) => ({ costCode, category })));
  return all.slice(0, 3).map((code, place) => ({
    id: world.idBase + 490_001 + at * 10 + place,
    position: place + 1,
    description: codeNames.get(code.costCode) ?? code.costCode,
    item: `${place + 1}000`,
    code,
  }));
}

const namesOf = ({ costCode, category }: Code) => ({
  cost_code: { code: costCode, full_code: costCode, name: codeNames.get(costCode) ?? costCode },
  line_item_type: { code: category },
});

const idsOf = (world: World, projectId: number, { costCode, category }: Code) => ({
  cost_code_id: codeIdOf(world, projectId, costCode),
  line_item_type_id: typeIdOf(world, category),
});
