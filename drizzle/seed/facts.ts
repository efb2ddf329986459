import { standardCategories, standardCodes } from "#drizzle/seed/codes.ts";
import type { SeedJob, SeedVendor } from "#drizzle/seed/model.ts";
import { uuidOf } from "#drizzle/seed/random.ts";
import { busyProjects, type Keyed, type Story, type World } from "#drizzle/seed/world.ts";
import { type Facts, noTotals } from "#lib/core/facts.ts";
import type { FactsBase } from "#lib/db/facts.ts";

type JobFacts = Pick<Facts, "job" | "costCodes" | "categories" | "extras">;
const noJob: JobFacts = { job: null, costCodes: {}, categories: {}, extras: {} };

/**
 * What `readFacts` would find for a story, made from the world without asking the database once per contract. That both
 * agree is tested: a check of every undecided item changes nothing.
 */
export function factsMaker(world: World, base: FactsBase): (story: Story) => Facts {
  const jobs = new Map(busyProjects(world).map((project) => [project.id, project.job ? jobFacts(project.job) : noJob]));
  const inSage = new Map(world.sageVendors.map((vendor) => [vendor.vendor, vendor]));
  const vendors = new Map(world.vendors_.map((vendor) => [vendor.id, vendor]));
  const vendorFacts = (vendor: SeedVendor): Facts["vendor"] => {
    const found = inSage.get(vendor.sageVendor ?? "");
    const row = found ? { name: found.name, status: found.isActive ? "Active" : "Inactive" } : null;
    const link = vendor.sageVendor === null ? null : { vendor: vendor.sageVendor, inSage: row };
    return { id: vendorId(world, vendor.id), name: vendor.name, isActive: true, link };
  };
  const { company, asOf } = base;
  const standard = {
    standardCostCodes: Object.fromEntries(
      standardCodes.map(({ code, name, isGroup }) => [code, { description: name, isGroup }]),
    ),
    standardCategories: Object.fromEntries(standardCategories.map(({ code, name }) => [code, { description: name }])),
  };
  return ({ plan, project, contract, keyed }) => ({
    companyId: company.id,
    profile: company.profile,
    today: company.today,
    asOf,
    project: { id: projectId(world, project.id), number: project.number, name: project.name },
    vendor: contract.vendor ? vendorFacts(vendors.get(contract.vendor.id) as SeedVendor) : null,
    ...(jobs.get(project.id) ?? noJob),
    ...(world.hasSage ? standard : { standardCostCodes: {}, standardCategories: {} }),
    parent: null,
    jobs: {},
    sage: {},
    takenErpIds: takenIds(plan.defect === "duplicate" ? { id: contract.number, under: "", title: keyedTitle } : keyed),
  });
}

const takenIds = (keyed: Omit<Keyed, "less"> | undefined): Facts["takenErpIds"] =>
  keyed ? { [[keyed.under, keyed.id].filter(Boolean).join("/")]: `“${keyed.title}” in Sage` } : {};

/** What bookkeepers typed into Sage by hand under a number that comes from Procore later. */
export const keyedTitle = "Keyed before import";

export const projectId = (world: World, sourceId: number) => uuidOf(world.seed, "project", sourceId);
export const vendorId = (world: World, sourceId: number) => uuidOf(world.seed, "vendor", sourceId);

function jobFacts(job: SeedJob): JobFacts {
  const codes = [...job.codes.keys()];
  return {
    job: { job: job.job, inSage: { description: job.description, status: "In progress" } },
    costCodes: Object.fromEntries(
      standardCodes
        .filter(({ code, isGroup }) => isGroup || job.codes.has(code))
        .map(({ code, name, isGroup }) => [`|${code}`, { description: name, isGroup }]),
    ),
    categories: Object.fromEntries(
      codes.flatMap((code) =>
        [...(job.codes.get(code)?.keys() ?? [])].map((category) => [`|${code}|${category}`, noTotals]),
      ),
    ),
    extras: {},
  };
}
