import { standardCodes, strayCodes } from "#drizzle/seed/codes.ts";
import { documentStory, momentsOf, planOf, type Told } from "#drizzle/seed/documents.ts";
import type { Plan } from "#drizzle/seed/fates.ts";
import { type Entry, entryOf, type LedgerOptions } from "#drizzle/seed/ledger.ts";
import type { SeedJob, SeedProject } from "#drizzle/seed/model.ts";
import { codeIdOf } from "#drizzle/seed/procore.ts";
import { randomOf } from "#drizzle/seed/random.ts";
import { type CodeRow, rawCodes } from "#drizzle/seed/raw-codes.ts";
import type { OtherDocument, World } from "#drizzle/seed/world.ts";

/** What becomes of codes that were added later, by the place of their project. */
const wanted: readonly (Told & { readonly at: number })[] = [
  { at: 0, fate: "clean", sentAgo: 1 },
  { at: 1, fate: "synced", sentAgo: 120 },
  { at: 2, fate: "clean", sentAgo: 2 },
  { at: 3, fate: "blocked", defect: "stray", sentAgo: 2 },
  { at: 4, fate: "synced", sentAgo: 75 },
  { at: 5, fate: "clean", sentAgo: 1 },
  { at: 6, fate: "synced", sentAgo: 31 },
  { at: 7, fate: "rejected", defect: "stray", sentAgo: 8 },
  { at: 8, fate: "retrieved", sentAgo: 6 },
  { at: 9, fate: "failed", sentAgo: 3 },
  { at: 10, fate: "synced", sentAgo: 12 },
  { at: 11, fate: "unsent", sentAgo: 4 },
];

/** Codes added to linked projects, one document for a project. Without Sage there are none. */
export function projectCodesOf(options: LedgerOptions): readonly Entry[] {
  const { world } = options;
  if (!world.hasSage) return [];
  return wanted.flatMap((one, n) => {
    const project = world.projects_[one.at];
    if (!project?.job) return [];
    const plan = planOf(world.items + 4000 + n, one);
    return [entryOf(options, documentStory(world, plan, project, documentOf(world, plan, project, project.job)))];
  });
}

function documentOf(world: World, plan: Plan, project: SeedProject, job: SeedJob): OtherDocument {
  const { id, number, name } = project;
  const moments = momentsOf(world, "cost_codes", plan);
  return {
    kind: "cost_codes",
    id,
    raw: {
      id,
      project_id: id,
      project_number: number,
      name,
      updated_at: moments.madeAt,
      cost_codes: rawCodes(drawCodes(world, plan, project, job)),
    },
    // What is synced was not in Sage when it was decided on.
    facts: plan.fate === "synced" ? { categories: {} } : {},
    fields: { date: (plan.decidedAgo > 0 ? moments.decidedAt : moments.sentAt).slice(0, 10) },
    reason: ["codes", "This code is not on our standard list. Please take one that is, or ask us to add it first."],
    refusal: "job is closed",
  };
}

/** One to three codes that the job does not have, beside one that it has; what is synced is on the job by now. */
function drawCodes(world: World, plan: Plan, { id }: SeedProject, job: SeedJob): readonly CodeRow[] {
  const random = randomOf(`${world.seed}/codes added/${id}`);
  const all = random.shuffled(standardCodes.filter(({ isGroup }) => !isGroup));
  const onJob = all.filter(({ code }) => job.codes.has(code));
  const free = all.filter(({ code }) => !job.codes.has(code));
  const fresh = plan.fate === "synced" ? onJob.slice(1, random.int(3, 4)) : free.slice(0, random.int(1, 3));
  const stray = plan.defect === "stray" ? strayCodes.slice(0, 1) : [];
  return [...onJob.slice(0, 1), ...fresh, ...stray].map(({ code, name }) => {
    const held = job.codes.get(code);
    const types = held ? [...held.keys()].slice(0, 2) : random.isOne(0.5) ? ["SUB"] : ["MAT", "SUB"];
    return { id: codeIdOf(world, id, code), code, name, types };
  });
}
