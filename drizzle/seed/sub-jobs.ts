import { standardCodes, strayCodes } from "#drizzle/seed/codes.ts";
import { documentStory, momentsOf, planOf, type Told } from "#drizzle/seed/documents.ts";
import type { Plan } from "#drizzle/seed/fates.ts";
import { type Entry, entryOf, type LedgerOptions } from "#drizzle/seed/ledger.ts";
import type { SeedCode } from "#drizzle/seed/model.ts";
import { randomOf } from "#drizzle/seed/random.ts";
import { codeRows, rawCodes } from "#drizzle/seed/raw-codes.ts";
import type { OtherDocument, World } from "#drizzle/seed/world.ts";

type Wanted = Told & { readonly at: number; readonly code: string; readonly name: string };
/** Sub jobs by the place of their project among the world's projects. */
const wanted: readonly Wanted[] = [
  { at: 0, code: "IMAGING", name: "Imaging suite fit-out", fate: "synced", sentAgo: 212 },
  { at: 0, code: "HELIPAD", name: "Rooftop helipad", fate: "clean", sentAgo: 2 },
  { at: 2, code: "UTILITY", name: "Utility relocation", fate: "synced", sentAgo: 140 },
  { at: 3, code: "DOCKS", name: "Dock levelers and aprons", fate: "synced", sentAgo: 88 },
  {
    at: 3,
    code: "RACKING",
    name: "Racking and conveyor supports for bay 4",
    fate: "blocked",
    defect: "title",
    sentAgo: 3,
  },
  { at: 5, code: "SOLAR", name: "Solar array", fate: "synced", sentAgo: 61 },
  { at: 5, code: "OFFICE", name: "Office build-out", fate: "clean", sentAgo: 1 },
  { at: 6, code: "CHILLER", name: "Chiller plant", fate: "retrieved", sentAgo: 9 },
  { at: 6, code: "LOBBY", name: "Lobby finishes", fate: "rejected", defect: "stray", sentAgo: 6 },
  { at: 8, code: "CANOPY", name: "Entry canopy", fate: "failed", sentAgo: 4 },
  { at: 8, code: "EVCHARGE", name: "Vehicle chargers", fate: "blocked", defect: "stray", sentAgo: 2 },
  { at: 9, code: "TOWER", name: "Hose tower", fate: "synced", sentAgo: 33 },
  { at: 9, code: "APPARATUS", name: "Apparatus bay doors", fate: "clean", sentAgo: 2 },
  { at: 11, code: "RETAIL", name: "Ground floor retail shell", fate: "clean", sentAgo: 1 },
  { at: 11, code: "POOL", name: "Pool and terrace", fate: "unsent", sentAgo: 5 },
];

/** Sub jobs of the world's linked projects in every state. Without Sage there are none. */
export function subJobsOf(options: LedgerOptions): readonly Entry[] {
  const { world } = options;
  if (!world.hasSage) return [];
  return wanted.flatMap((one, n) => {
    const project = world.projects_[one.at];
    if (!project?.job) return [];
    const plan = planOf(world.items + 2000 + n, one);
    return [entryOf(options, documentStory(world, plan, project, subJobDocument(world, plan, one, project.id)))];
  });
}

/** A sub job with codes of the standard list; plans count from the world's items and 2000. */
export function subJobDocument(
  world: World,
  plan: Plan,
  { code, name }: Pick<Wanted, "code" | "name">,
  project_id: number,
): OtherDocument {
  const n = plan.n - world.items - 2000;
  const [id, moments] = [world.idBase + 450_001 + n, momentsOf(world, "sub_jobs", plan)];
  const stamps = { created_at: moments.madeAt, updated_at: moments.madeAt };
  const codes = drawCodes(world, plan, n).map((one, place) => ({
    ...one,
    id: world.idBase + 460_001 + n * 20 + place,
  }));
  const own = { id, project_id, code, name, ...stamps };
  return {
    kind: "sub_jobs",
    id,
    raw: {
      ...own,
      cost_codes: rawCodes(codes),
    },
    rows: (origin_id) => ({
      sub_jobs: [{ ...own, origin_id }],
      cost_codes: codeRows(world, codes, { project_id, sub_job_id: id, ...stamps }),
    }),
    facts: {},
    fields: { date: (plan.decidedAgo > 0 ? moments.decidedAt : moments.sentAt).slice(0, 10) },
    reason: ["codes", "This code is not on our standard list. Please take one that is, or ask us to add it first."],
    refusal: "job is closed",
  };
}

type Drawn = SeedCode & { readonly types: readonly string[] };

/** Two to five codes of the standard list; a stray one first where that is the matter. */
function drawCodes(world: World, { defect }: Plan, n: number): readonly Drawn[] {
  const random = randomOf(`${world.seed}/sub job codes/${n}`);
  const free = random.shuffled(standardCodes.filter(({ isGroup }) => !isGroup)).slice(0, random.int(2, 5));
  const all = defect === "stray" ? [random.pick(strayCodes), ...free] : free;
  return all.map((code) => ({ ...code, types: random.isOne(0.5) ? ["MAT", "SUB"] : ["LAB", "MAT", "SUB"] }));
}
