import { codeNames, standardCategories, standardCodes } from "#drizzle/seed/codes.ts";
import { dateFrom } from "#drizzle/seed/fates.ts";
import type { SeedJob } from "#drizzle/seed/model.ts";
import { randomOf } from "#drizzle/seed/random.ts";
import type { Posting } from "#drizzle/seed/sage-bookings.ts";
import type { SageRow } from "#drizzle/seed/sage-content.ts";
import { estimatePostings } from "#drizzle/seed/sage-postings.ts";
import type { World } from "#drizzle/seed/world.ts";
import { multiply, sum, toScale } from "#lib/core/money.ts";

/** What is in Sage and not in Procore: it waits to be imported, or was never meant to be. */
type JobBeyond = {
  readonly number: string;
  readonly description: string;
  readonly city: string;
  readonly status?: string;
  readonly extras?: readonly (readonly [extra: string, description: string])[];
  /** The first code of this one has no category; the codes of that one are not sectioned. */
  readonly flaw?: "no category" | "unsectioned";
  readonly hasEstimate?: true;
};
const jobsBeyond: readonly JobBeyond[] = [
  {
    number: "901",
    description: "Riverbend Pump House",
    city: "Bluffton",
    extras: [["INTAKE", "River intake"]],
    hasEstimate: true,
  },
  { number: "902", description: "Hollis Avenue Streetscape", city: "Marston", hasEstimate: true },
  { number: "903", description: "Orchard Row Townhomes", city: "Fairmont", flaw: "no category" },
  { number: "904", description: "Quarry Weigh Station", city: "Stillwater", flaw: "unsectioned" },
  { number: "905", description: "Old Depot Demolition", city: "Dale", status: "Closed" },
];
/** Extras of linked jobs that Procore has no sub job for, by the place of their project. */
const extrasBeyond = [
  { at: 0, extra: "ANNEX", description: "East annex" },
  { at: 3, extra: "MEZZ", description: "Mezzanine" },
] as const;

type Places = {
  readonly jobs: SageRow[];
  readonly extras: SageRow[];
  readonly costCodes: SageRow[];
  readonly categories: SageRow[];
};
const categoryNames = new Map(standardCategories.map(({ code, name }) => [code, name]));
const unsectioned = (code: string) => code.replace("-", "");

/** Jobs without a project and extras without a sub job, with their codes; estimates of those that have any. */
export function placesBeyond(world: World): Places & { readonly postings: readonly Posting[] } {
  const made: Places = { jobs: [], extras: [], costCodes: [], categories: [] };
  const estimated: SeedJob[] = [];
  for (const one of jobsBeyond) {
    const job = `${world.today.slice(2, 4)}-${one.number}`;
    const { description, city, status = "In progress" } = one;
    made.jobs.push({ job, description, status, address_1: "1 Site Road", city, state: "CO", zip_code: "80401" });
    for (const [extra, words] of one.extras ?? []) {
      made.extras.push({ job, extra, description: words, status: "In progress" });
      addCodes(made, { job, extra, codes: drawn(world, `${job}/${extra}`, 3) });
    }
    const codes = drawn(world, job, 12);
    addCodes(made, { job, extra: "", codes, ...(one.flaw ? { flaw: one.flaw } : {}) });
    if (one.hasEstimate) estimated.push({ job, description, extras: [], codes });
  }
  for (const { at, extra, description } of extrasBeyond) {
    const job = world.projects_[at]?.job?.job;
    if (job === undefined) continue;
    made.extras.push({ job, extra, description, status: "In progress" });
    addCodes(made, { job, extra, codes: drawn(world, `${job}/${extra}`, 4) });
  }
  return { ...made, postings: estimatePostings(estimated, dateFrom(world.today, -200)) };
}

type Codes = SeedJob["codes"];

/** Codes of the standard list in its order, with two categories and what they are estimated at. */
function drawn(world: World, name: string, count: number): Codes {
  const random = randomOf(`${world.seed}/beyond/${name}`);
  const free = random.shuffled(standardCodes.filter(({ isGroup }) => !isGroup)).slice(0, count);
  const inOrder = free.map(({ code }) => code).toSorted();
  return new Map(
    inOrder.map((code) => [code, new Map(["MAT", "SUB"].map((held) => [held, `${random.int(6, 400) * 250}.00`]))]),
  );
}

type Added = { readonly job: string; readonly extra: string; readonly codes: Codes; readonly flaw?: JobBeyond["flaw"] };

function addCodes(made: Places, { job, extra, codes, flaw }: Added): void {
  for (const [at, [code, held]] of [...codes].entries()) {
    const cost_code = flaw === "unsectioned" ? unsectioned(code) : code;
    made.costCodes.push({ job, extra, cost_code, description: codeNames.get(code) ?? code, group_cost_code: false });
    if (flaw === "no category" && at === 0) continue;
    for (const category of held.keys()) {
      const description = categoryNames.get(category) ?? category;
      made.categories.push({ job, extra, cost_code, category, description });
    }
  }
}

const vendorsBeyond: readonly (readonly [vendor: string, name: string, city: string])[] = [
  // Companies of Procore's directory by other names: shortened, and cut at thirty characters.
  ["KEYSTFLAT", "Keystone Flatwork", "Dale"],
  ["RAINIERFP", "Rainier Fire Prot.", "Fairmont"],
  ["NORWOODMC", "Norwood Mech. Contr.", "Marston"],
  ["TRIDENTEQ", "Trident Equipment Sales and Re", "Dale"],
  // Two that look alike, and those that Procore does not have at all.
  ["CRESTCRANE", "Crestline Crane & Rigging", "Bluffton"],
  ["CRESTLINE2", "Crestline Crane and Rigging Co", "Bluffton"],
  ["HOLLOWAY", "Holloway Soil Testing", "Kent Springs"],
  ["PARAMOUNT", "Paramount Portable Toilets", "Dale"],
  ["UNIONTRUCK", "Union Trucking and Aggregates", "Old Harbor"],
  ["WESTFIELD", "Westfield Insurance Agency", "Dale"],
];

/** Vendors that no company of the directory is linked with. */
export function rowsOfVendorsBeyond(type: string): readonly SageRow[] {
  return vendorsBeyond.map(([vendor, name, city], n): SageRow => {
    const address = { address_1: `${210 + n * 14} Commerce Street`, city, state: "CO", zip: `804${10 + n}` };
    const reach = { telephone: `(555) 016-${4100 + n * 7}`, email: `office@${vendor.toLowerCase()}.example` };
    return { vendor, name, type, status: "Active", ...address, ...reach, tax_id: `84-${1_204_410 + n * 731}` };
  });
}

/** Insurance of every fourth vendor: current, close to its end, or over; proof not always asked for. */
export function insuranceOf(world: World, n: number): SageRow {
  if (n % 4 !== 1) return {};
  const random = randomOf(`${world.seed}/insurance/${n}`);
  const policy = (kind: string) => `${kind}-${random.int(100_000, 999_999)}`;
  const until = () => dateFrom(world.today, random.pick([-20, 12, 95, 240, 310]));
  const insurer = () => random.pick(["Great Plains Mutual", "Front Range Casualty", "Union Surety"]);
  return {
    gl_ins_company: insurer(),
    gl_ins_policy_number: policy("GL"),
    gl_ins_expiration_dt: until(),
    gen_liab_ins_proof_req: true,
    work_comp_ins_cmpany: insurer(),
    work_comp_policy_num: policy("WC"),
    work_comp_expir_dt: until(),
    work_comp_ins_proof_req: random.isOne(0.7),
    ...(n % 8 === 1
      ? {
          auto_ins_company: insurer(),
          auto_ins_policy_num: policy("AU"),
          auto_ins_expir_dt: until(),
          auto_ins_proof_req: true,
        }
      : {}),
  };
}

/** Tax groups with the rates that they put together, in percent. */
export const taxGroups = {
  taxGroups: [
    { tax_group: "DALE", description: "City of Dale" },
    { tax_group: "KENT", description: "Kent Springs" },
  ],
  taxGroupRates: [
    { tax_group: "DALE", tax_rate_id: "STATE", description: "State of Colorado", rate: "2.9" },
    { tax_group: "DALE", tax_rate_id: "DALE", description: "City of Dale", rate: "4.31" },
    { tax_group: "KENT", tax_rate_id: "STATE", description: "State of Colorado", rate: "2.9" },
    { tax_group: "KENT", tax_rate_id: "KENTCO", description: "Kent County", rate: "1.25" },
  ],
} as const;

/** Contracts with owners, by the place of their job: two on one, the first of each as Procore's prime contract names it. */
const contractsOf = [
  { at: 0, suffix: "-P", words: "Prime contract" },
  { at: 1, suffix: "-P", words: "Prime contract" },
  { at: 1, suffix: "-P2", words: "Tenant fit-out contract" },
] as const;
/** Jobs whose prime contract is kept on the miscellaneous worksheet instead. */
const worksheetsOf = [3, 5];

/** Prime contracts with their items, and worksheets of jobs that have none. */
export function contractsBeyond(world: World) {
  const [contracts, contractItems, worksheetLines]: SageRow[][] = [[], [], []];
  for (const { at, suffix, words } of contractsOf) {
    const job = world.projects_[at]?.job;
    if (!job) continue;
    const contract = `${job.job}${suffix}`;
    const items = itemsOf(world, contract, job);
    const total = toScale(sum(items.map(({ amount }) => String(amount))), 2);
    contractItems?.push(...items);
    contracts?.push({
      contract,
      description: words,
      job: job.job,
      customer: `OWNER${at + 1}`,
      status: "Open",
      contract_date: dateFrom(world.today, -410),
      retainage_percent: "10",
      original_amount: total,
      approved_changes: "0.00",
      revised_amount: total,
    });
  }
  for (const at of worksheetsOf) {
    const job = world.projects_[at]?.job;
    const random = randomOf(`${world.seed}/worksheet/${at}`);
    for (const [n, description] of job ? ["Base contract", "Alternates"].entries() : []) {
      const amount = `${(n === 0 ? random.int(600, 1900) : random.int(4, 60)) * 5000}.00`;
      worksheetLines?.push({ job: job?.job ?? "", line: n + 1, description, amount });
    }
  }
  return { contracts: contracts ?? [], contractItems: contractItems ?? [], worksheetLines: worksheetLines ?? [] };
}

/** Items on the first codes of the job, a tenth above what those are estimated at. */
function itemsOf(world: World, contract: string, { codes }: SeedJob): readonly SageRow[] {
  const all = [...codes].flatMap(([cost_code, held]) =>
    [...held].map(([category, amount]) => ({ cost_code, category, amount })),
  );
  const start = contract.endsWith("2") ? 3 : 0;
  const factor = randomOf(`${world.seed}/contract/${contract}`).pick(["1.1", "1.12", "1.15"]);
  return all.slice(start, start + 3).map(({ cost_code, category, amount }, n): SageRow => {
    const own = { description: codeNames.get(cost_code) ?? cost_code, amount: toScale(multiply(amount, factor), 2) };
    return { contract, contract_item: `${n + 1}000`, extra: "", cost_code, category, ...own };
  });
}
