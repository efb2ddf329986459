import { standardCodes } from "#drizzle/seed/codes.ts";
import { documentStory, momentsOf, planOf, type Told } from "#drizzle/seed/documents.ts";
import type { Plan } from "#drizzle/seed/fates.ts";
import { type Entry, entryOf, type LedgerOptions } from "#drizzle/seed/ledger.ts";
import type { SeedProject } from "#drizzle/seed/model.ts";
import { randomOf } from "#drizzle/seed/random.ts";
import { type CodeRow, codeRows, rawCodes } from "#drizzle/seed/raw-codes.ts";
import type { OtherDocument, World } from "#drizzle/seed/world.ts";

type Wanted = Told & { readonly address: string; readonly zip?: string; readonly isInactive?: true };
/** What becomes of the projects that have no job yet, in their order. */
const wanted: readonly Wanted[] = [
  { fate: "clean", sentAgo: 1, address: "1120 Canal Street" },
  { fate: "clean", sentAgo: 2, address: "Gate 3\n77 Airport Way" },
  { fate: "blocked", defect: "title", sentAgo: 2, address: "8 Foundry Lane" },
  { fate: "blocked", defect: "stray", sentAgo: 3, address: "415 Orchard Avenue" },
  { fate: "rejected", defect: "number", sentAgo: 7, address: "2300 Ridge Road", zip: "60601-10022" },
  { fate: "retrieved", sentAgo: 5, address: "64 Harbor Street" },
  { fate: "unsent", sentAgo: 4, address: "19 Depot Square" },
  { fate: "failed", sentAgo: 3, address: "900 Prairie Drive" },
];
/** Projects whose jobs were made in this way before anything else was done in them. */
const synced = [0, 1, 2, 4, 7, 8, 10];

/** Projects as documents: those without a job, and some that got theirs long ago. Without Sage there are none. */
export function newJobsOf(options: LedgerOptions): readonly Entry[] {
  const { world } = options;
  if (!world.hasSage) return [];
  const base = world.items + 3000;
  const open = world.newProjects.map((project, n) => {
    const plan = planOf(base + n, wanted[n] ?? { fate: "unsent", sentAgo: 3 });
    return entryOf(options, documentStory(world, plan, project, documentOf(world, plan, project, wanted[n])));
  });
  const made = synced.flatMap((at, n) => {
    const project = world.projects_[at];
    if (!project?.job || project.name.length > 30) return [];
    const plan = planOf(base + 50 + n, { fate: "synced", sentAgo: 444 - n });
    const document = { ...documentOf(world, plan, project, undefined), facts: { job: null } };
    return [entryOf(options, documentStory(world, plan, project, document))];
  });
  return [...open, ...made];
}

function documentOf(world: World, plan: Plan, project: SeedProject, told: Wanted | undefined): OtherDocument {
  const { id, number, name } = project;
  const moments = momentsOf(world, "projects", plan);
  const stamps = { created_at: moments.madeAt, updated_at: moments.madeAt };
  const codes = drawCodes(world, plan, project);
  const place = {
    address: told?.address ?? "1 Main Street",
    city: "Springfield",
    state_code: "IL",
    zip: told?.zip ?? "62701",
  };
  const own = { id, name, project_number: number, active: true, is_erp_integrated: true, ...place, ...stamps };
  const hasRows = !project.job;
  return {
    kind: "projects",
    id,
    raw: { ...own, cost_codes: rawCodes(codes) },
    rows: () => ({
      projects: hasRows ? [{ ...own, company_id: world.procoreCompanyId }] : [],
      cost_codes: hasRows ? codeRows(world, codes, { project_id: id, ...stamps }) : [],
    }),
    facts: {},
    fields: { date: (plan.decidedAgo > 0 ? moments.decidedAt : moments.sentAt).slice(0, 10) },
    reason: ["number", "The zip code is longer than Sage takes. Please correct the address."],
    refusal: "job id does not fit the format",
  };
}

/** Six to nine codes with their cost types; of a job that is there, some of its own. */
function drawCodes(world: World, { defect, n }: Plan, { id, job }: SeedProject): readonly CodeRow[] {
  const random = randomOf(`${world.seed}/project codes/${id}`);
  const ownTypes = (code: string) => ["MAT", "SUB"].filter((type) => job?.codes.get(code)?.has(type) ?? true);
  const free = standardCodes.filter(({ code, isGroup }) => !isGroup && (!job || job.codes.has(code)));
  return random
    .shuffled(free)
    .slice(0, random.int(6, 9))
    .map(({ code, name }, place) => ({
      id: world.idBase + 470_001 + (n - world.items - 3000) * 20 + place,
      code,
      name,
      // A code without a cost type is the usual fault of a new project.
      types: defect === "stray" && place === 0 ? [] : ownTypes(code),
    }));
}
