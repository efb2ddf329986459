import { hasEstimates } from "#drizzle/seed/budgets.ts";
import { codeNames, standardCategories, standardCodes } from "#drizzle/seed/codes.ts";
import { forecastAmounts } from "#drizzle/seed/cost-forecasts.ts";
import { madeVendors, vendorType } from "#drizzle/seed/directory-companies.ts";
import { keyedTitle } from "#drizzle/seed/facts.ts";
import { dateFrom } from "#drizzle/seed/fates.ts";
import { editedDescription } from "#drizzle/seed/history.ts";
import type { Entry } from "#drizzle/seed/ledger.ts";
import type { SeedJob, SeedProject } from "#drizzle/seed/model.ts";
import { contractChanges } from "#drizzle/seed/prime-change-orders.ts";
import { randomOf } from "#drizzle/seed/random.ts";
import {
  contractsBeyond,
  insuranceOf,
  placesBeyond,
  rowsOfVendorsBeyond,
  taxGroups,
} from "#drizzle/seed/sage-beyond.ts";
import { withBooks } from "#drizzle/seed/sage-bookings.ts";
import { columns, type SageChanges, sageChanges } from "#drizzle/seed/sage-changes.ts";
import type { SageContent, SageRow } from "#drizzle/seed/sage-content.ts";
import { billedRates, costPostings, supplierInvoices } from "#drizzle/seed/sage-costs.ts";
import { type SageInvoices, sageInvoices } from "#drizzle/seed/sage-invoices.ts";
import { sageJobs } from "#drizzle/seed/sage-jobs.ts";
import { keyedBills, keyedChanges, keyedCommitments, keyedExtras } from "#drizzle/seed/sage-keyed.ts";
import { keyedInvoices, paymentsOf } from "#drizzle/seed/sage-keyed-invoices.ts";
import {
  commitmentPostings,
  contractPostings,
  estimateChangePostings,
  estimatePostings,
  invoicePostings,
} from "#drizzle/seed/sage-postings.ts";
import { busyProjects, type World } from "#drizzle/seed/world.ts";
import { sum, toScale } from "#lib/core/money.ts";

type Posted = SageContent["commitments"][number];

/**
 * What stands in Sage: the company's lists, every document that was exported, as its expectations say it must, and what was
 * keyed there. Every total is the sum of the transactions that come with it.
 */
export function sageContent(world: World, entries: readonly Entry[]): SageContent {
  const changes = sageChanges(entries, keyedChanges(entries));
  const exported = sageInvoices(entries);
  const { commitments: made, billed } = commitmentsOf(world, entries, exported);
  const drafts = [...made, ...keyedCommitments(world, entries)];
  const jobs = busyProjects(world).flatMap(({ job }) => (job ? [job] : []));
  const [keyed, supplied] = [keyedInvoices(drafts, billed, world.today), supplierInvoices(world, jobs)];
  const billsBefore = keyedBills(world, entries);
  const parts = [exported, keyed, supplied, billsBefore];
  const invoices = parts.flatMap((part) => part.invoices);
  const distributions = parts.flatMap((part) => part.distributions);
  const invoiced = invoicedOf(distributions);
  const commitments = drafts.map((one) => changed(one, changes, invoiced));
  const payments = paymentsOf(invoices);
  const [beyond, owners, approved] = [placesBeyond(world), contractsBeyond(world), contractChanges(entries)];
  const postings = [
    ...estimatePostings(
      busyProjects(world).flatMap((project) => (project.job && hasEstimates(world, project) ? [project.job] : [])),
      dateFrom(world.today, -390),
    ),
    ...estimateChangePostings(approvedOf(entries), dateFrom(world.today, -60)),
    ...commitmentPostings({ commitments, ...changes }),
    ...invoicePostings({ invoices, distributions, payments }),
    ...contractPostings(owners, approved, world.today),
    ...costPostings(world, jobs),
    ...beyond.postings,
  ];
  const lists = listsOf(world, entries, jobs, beyond);
  const rows = { ...lists, ...taxGroups, ...owners, commitments, invoices, distributions, payments };
  const { changeOrders, changeOrderItems } = changes;
  const content = withBooks({ ...rows, changeOrders, changeOrderItems }, postings, world.today);
  const contracts = owners.contracts.map((contract) => withChanges(contract, owners.contracts, approved));
  return { ...content, contracts, ...billedRates(world, jobs, content.transactions ?? []) };
}

type Lists = "jobs" | "extras" | "costCodes" | "categories" | "vendors" | "standardCostCodes" | "standardCategories";

function listsOf(
  world: World,
  entries: readonly Entry[],
  jobs: readonly SeedJob[],
  beyond: ReturnType<typeof placesBeyond>,
): Pick<SageContent, Lists> {
  const [made, vendors, forecasts] = [sageJobs(entries), madeVendors(entries), forecastAmounts(entries)];
  const before = keyedExtras(entries);
  const categoryNames = new Map(standardCategories.map(({ code, name }) => [code, name]));
  return {
    jobs: [...jobs.map(jobRow), ...made.jobs, ...beyond.jobs],
    extras: [
      ...jobs.flatMap(({ job, extras }) => extras.map((extra) => ({ job, ...extra, status: "In progress" }))),
      ...made.extras,
      ...before.extras,
      ...beyond.extras,
    ],
    costCodes: [...jobs.flatMap(costCodesOf), ...made.costCodes, ...before.costCodes, ...beyond.costCodes],
    categories: jobs
      .flatMap(({ job, codes }): SageRow[] =>
        [...codes].flatMap(([code, held]) =>
          [...held.keys()].map((category) => {
            const own = { job, cost_code: code, category, description: categoryNames.get(category) ?? category };
            return { ...own, ...forecasts.get(`${job}|${code}|${category}`) };
          }),
        ),
      )
      .concat(made.categories, before.categories, beyond.categories),
    vendors: world.sageVendors
      .map(({ vendor, name, isActive, city, phone }, n): SageRow => {
        const own = {
          vendor,
          name,
          type: vendorType,
          status: isActive ? "Active" : "Inactive",
          city,
          telephone: phone,
        };
        return { ...own, ...insuranceOf(world, n), ...vendors.get(vendor) };
      })
      .concat(world.hasSage ? rowsOfVendorsBeyond(vendorType) : []),
    standardCostCodes: standardCodes.map(({ code, name, isGroup }) => ({
      cost_code: code,
      description: name,
      group_cost_code: isGroup,
      ...(isGroup ? {} : { category_1: "LAB", category_2: "MAT", category_3: "SUB" }),
    })),
    standardCategories: standardCategories.map(({ code, name }) => ({
      category: code,
      description: name,
      accumulate_as: name,
    })),
  };
}

const jobRow = ({ job, description }: SeedJob): SageRow => ({ job, description, status: "In progress" });

/** A contract with the approved changes of its job, where it is the first of them. */
function withChanges(contract: SageRow, all: readonly SageRow[], approved: ReadonlyMap<string, string>): SageRow {
  const amount = approved.get(String(contract.job));
  if (amount === undefined || all.find((one) => one.job === contract.job) !== contract) return contract;
  const revised_amount = toScale(sum([String(contract.original_amount), amount]), 2);
  return { ...contract, approved_changes: amount, revised_amount };
}

function costCodesOf({ job, codes }: SeedJob): SageRow[] {
  return standardCodes
    .filter(({ code, isGroup }) => isGroup || codes.has(code))
    .map(({ code, name, isGroup }) => ({ job, cost_code: code, description: name, group_cost_code: isGroup }));
}

/** Approved changes of estimates by combination, as the documents that are in Sage say; no two are on one combination. */
function approvedOf(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const inSage = entries
    .filter(({ state }) => state === "synced")
    .flatMap(({ document }) => document?.expectations ?? []);
  return new Map(
    inSage.flatMap(({ key, rows }) => {
      const total = rows[0]?.Approved_Estimate_Changes;
      return total === undefined ? [] : [[`${key.Job}|${key.Cost_Code}|${key.Category}`, total] as const];
    }),
  );
}

/** Units and amounts of what was charged, by commitment and by "<commitment>/<item>". */
function invoicedOf(distributions: readonly SageRow[]): ReadonlyMap<string, { amount: string; units: string }> {
  const found = new Map<string, { amount: string; units: string }>();
  for (const { commitment, commitment_line_item: item, amount = "0", units } of distributions) {
    if (!commitment) continue;
    for (const key of [String(commitment), `${commitment}/${item}`]) {
      const before = found.get(key) ?? { amount: "0", units: "0" };
      const moved = { amount: toScale(sum([before.amount, String(amount)]), 2) };
      found.set(key, { ...moved, units: sum([before.units, String(units || "0")]) });
    }
  }
  return found;
}

/** The commitment as its change orders and invoices left it; its own amounts stay what they were. */
function changed(
  { head, items }: Posted,
  { byCommitment, byItem }: SageChanges,
  invoiced: ReturnType<typeof invoicedOf>,
): Posted {
  const approved_changes = byCommitment.get(head.commitment)?.amount ?? "0.00";
  const all = items.map((item) => {
    const change = byItem.get(`${head.commitment}/${item.item_number}`) ?? { units: "0", amount: "0.00" };
    const charged = invoiced.get(`${head.commitment}/${item.item_number}`) ?? { units: "0", amount: "0.00" };
    const moved = { approved_commitment_co_units: change.units, approved_commitment_co_amount: change.amount };
    return { ...item, ...moved, units_invoiced: charged.units, amount_invoiced: charged.amount };
  });
  const amount_invoiced = invoiced.get(head.commitment)?.amount ?? "0.00";
  return { head: { ...head, approved_changes, amount_invoiced }, items: all };
}

/** Commitments as they were made, and of those that nobody bills through here which part was billed. */
function commitmentsOf(world: World, entries: readonly Entry[], { byCommitment }: SageInvoices) {
  const billed = new Map<string, string>();
  const commitments = entries.flatMap((entry) => {
    const [one] = commitmentOf(entry);
    if (!one) return [];
    const { plan } = entry.story;
    const part = plan.decidedAgo > 45 ? randomOf(`${world.seed}/invoiced/${plan.n}`).int(0, 9) : 0;
    const isKeyed = plan.defect === "duplicate";
    if (part > 0 && !isKeyed && !byCommitment.has(one.head.commitment)) billed.set(one.head.commitment, `0.${part}`);
    return [one];
  });
  return { commitments, billed };
}

function commitmentOf({ document, state, story, fields }: Entry): Posted[] {
  if (story.changeOrder || story.other) return [];
  if (story.plan.defect === "duplicate") return keyed({ story, fields }, story.project);
  if (!document || (state !== "synced" && state !== "held")) return [];
  const [head, items] = document.expectations.map(({ rows }) => rows.map(columns));
  if (!head?.[0] || !items) return [];
  if (state === "held" && items[0]) items[0] = { ...items[0], description: editedDescription };
  return [{ head: { ...head[0], commitment: document.erpId, job: story.project.job?.job ?? "" }, items }];
}

/** Typed into Sage by hand before the contract came from Procore. */
function keyed({ story: { contract }, fields }: Pick<Entry, "story" | "fields">, project: SeedProject): Posted[] {
  const job = project.job;
  const [costCode, categories] = [...(job?.codes ?? [])][0] ?? [];
  const line = contract.lines[0];
  if (!job || !costCode || !line) return [];
  const commitment_type = contract.kind === "work_order_contracts" ? "Subcontract" : "Purchase order";
  const head = {
    commitment: fields.sageId ?? "",
    commitment_type,
    description: keyedTitle,
    vendor: "MIDSTATE",
    commitment_date: contract.date,
  };
  const category = [...(categories?.keys() ?? [])][0] ?? "SUB";
  const item = {
    item_number: 1,
    description: codeNames.get(costCode) ?? "",
    job: job.job,
    cost_code: costCode,
    category,
    amount: line.amount,
  };
  return [{ head: { ...head, amount: line.amount, job: job.job, retainage_percent: "0" }, items: [item] }];
}

/** Puts the content into the Sage simulator; what it held before is gone. */
export async function loadSage(address: string, content: SageContent): Promise<void> {
  const commitments = content.commitments.map(
    ({ head, items }): SageRow & { items: readonly SageRow[] } => ({ ...head, items }) as never,
  );
  for (const [path, body] of [
    ["reset", {}],
    ["load", { ...content, commitments }],
  ] as const) {
    const response = await fetch(`${address}/control/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(
        `the Sage simulator did not take the data: ${response.status} ${(await response.text()).slice(0, 500)}`,
      );
  }
}
