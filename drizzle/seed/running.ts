import { budgetStory } from "#drizzle/seed/budgets.ts";
import { parentFacts } from "#drizzle/seed/change-orders.ts";
import { codeNames, codesOf } from "#drizzle/seed/codes.ts";
import { forecastEntry } from "#drizzle/seed/cost-forecasts.ts";
import { documentStory, momentsOf, planOf } from "#drizzle/seed/documents.ts";
import { type Entry, entryOf, type LedgerOptions } from "#drizzle/seed/ledger.ts";
import type { ContractKind, SeedContract, SeedInvoice, SeedLine, SeedProject } from "#drizzle/seed/model.ts";
import { rawRequisition } from "#drizzle/seed/raw-requisition.ts";
import { subJobDocument } from "#drizzle/seed/sub-jobs.ts";
import { trades } from "#drizzle/seed/trades.ts";
import type { Keyed, Story, World } from "#drizzle/seed/world.ts";
import { multiply, toScale } from "#lib/core/money.ts";

/** What Sage has of a document: it as it is, less by this much, under another number, or nothing. */
type InSage = { readonly title: string; readonly id?: string; readonly less?: string } | null;
type Wanted = {
  readonly kind: ContractKind;
  readonly trade: string;
  readonly title: string;
  readonly amounts: readonly string[];
  readonly inSage: InSage;
  readonly orders?: readonly { readonly title: string; readonly amount: string; readonly inSage: InSage }[];
  readonly invoices?: readonly InSage[];
};
const [subcontract, order]: readonly ContractKind[] = ["work_order_contracts", "purchase_order_contracts"];
const contracts: readonly Wanted[] = [
  {
    kind: subcontract as ContractKind,
    trade: "concrete",
    title: "Foundations and slabs",
    amounts: ["184500.00", "96250.00", "41800.50"],
    inSage: { title: "Foundations" },
    orders: [
      { title: "Deeper footings, grid C", amount: "12400.00", inSage: { title: "Footings grid C" } },
      { title: "Added equipment pads", amount: "6850.00", inSage: null },
    ],
    invoices: [{ title: "Application 1" }, { title: "Application 2", less: "1500.00" }, null],
  },
  {
    kind: subcontract as ContractKind,
    trade: "earthwork",
    title: "Mass grading and export",
    amounts: ["148000.00", "62300.00"],
    inSage: { title: "Grading", less: "2300.00" },
  },
  {
    kind: order as ContractKind,
    trade: "ready-mix",
    title: "Ready mix, foundations",
    amounts: ["58120.00"],
    inSage: { title: "Ready mix" },
  },
  {
    kind: order as ContractKind,
    trade: "ready-mix",
    title: "Reinforcing bar",
    amounts: ["37410.25", "9800.00"],
    inSage: { title: "Rebar", id: "R-11873" },
  },
  {
    kind: subcontract as ContractKind,
    trade: "masonry",
    title: "Unit masonry, core walls",
    amounts: ["73600.00", "18950.00"],
    inSage: null,
  },
];
/** Room for the ids and plans of this project's documents beside those of the others. */
const [firstPlan, firstOrdinal] = [8000, 300];
const ageOf = (n: number) => 210 - n * 24;

/**
 * A project that was under way before anything was exported: nothing of it was sent, and bookkeepers keyed most of it.
 * Without Sage there is none.
 */
export function runningOf(options: LedgerOptions): readonly Entry[] {
  const { world } = options;
  const project = world.running;
  if (!project?.job) return [];
  const made = contracts.map((wanted, n) => ({ wanted, entry: contractEntry(options, project, wanted, n) }));
  const budget = entryOf(options, budgetStory(world, project, project.job, "unsent"));
  return [
    ...made.map(({ entry }) => entry),
    ...made.flatMap(({ wanted, entry }) => (wanted.orders ?? []).map((one, n) => changeEntry(options, entry, one, n))),
    ...made.flatMap(({ wanted, entry }) => invoiceEntries(options, entry, wanted.invoices ?? [])),
    budget,
    forecastEntry(options, budget, "unsent", world.projects_.length),
    subJobEntry(options, project),
  ];
}

const keyedAs = (inSage: InSage, id: string, under = ""): { readonly keyed?: Keyed } =>
  inSage ? { keyed: { id: inSage.id ?? id, under, title: inSage.title, less: inSage.less ?? "0" } } : {};

function contractEntry(options: LedgerOptions, project: SeedProject, wanted: Wanted, n: number): Entry {
  const { world } = options;
  const { kind, title, inSage } = wanted;
  const plan = planOf(world.items + firstPlan + n, { fate: "unsent", sentAgo: ageOf(n) });
  const { madeAt } = momentsOf(world, "contracts", plan);
  const prefix = kind === "work_order_contracts" ? "SC" : "PO";
  const place = contracts.slice(0, n + 1).filter((one) => one.kind === kind).length;
  const number = `${prefix}-${project.number.replace("-", "")}-${String(place).padStart(3, "0")}`;
  const vendor = vendorOf(world, wanted.trade, n);
  const id = world.idBase + 100_001 + plan.n;
  const contract: SeedContract = {
    ...{ kind, id, number, title, status: "Approved", date: madeAt.slice(0, 10) },
    project: { id: project.id, name: project.name },
    vendor: { id: vendor.id, name: vendor.name },
    retainage: kind === "work_order_contracts" ? "10.0" : null,
    ...{ createdBy: world.idBase + 41, createdAt: madeAt, updatedAt: madeAt },
    lines: linesOf(wanted, project, (world.idBase + plan.n) * 20 + 1_000_001),
  };
  const story = documentStory(world, plan, project, null);
  return entryOf(options, { ...story, contract, ...keyedAs(inSage, number) });
}

/** A vendor of the trade that is linked and active; the first one that is, where the trade has none. */
function vendorOf({ vendors_, sageVendors }: World, trade: string, n: number) {
  const active = new Set(sageVendors.filter(({ isActive }) => isActive).map(({ vendor }) => vendor));
  const usable = vendors_.filter(({ sageVendor }) => sageVendor !== null && active.has(sageVendor));
  const own = usable.filter((vendor) => vendor.trade === trade);
  const found = own[n % Math.max(1, own.length)] ?? usable[0];
  if (!found) throw new Error("no vendor is linked");
  return found;
}

/** A line on each of the trade's first codes that the job has, so that no two are on one. */
function linesOf({ kind, trade, amounts }: Wanted, { job }: SeedProject, idBase: number): readonly SeedLine[] {
  const category = kind === "work_order_contracts" ? "SUB" : "MAT";
  const divisions = trades.find(({ key }) => key === trade)?.divisions ?? [];
  const codes = [...divisions, "01"].flatMap(codesOf).filter((code) => job?.codes.get(code)?.has(category));
  return amounts.map((amount, n): SeedLine => {
    const costCode = codes[n] ?? "01-000";
    const costCodeName = codeNames.get(costCode) ?? costCode;
    const price = { quantity: "0.0", unit: "", unitCost: "0.0" };
    return { id: idBase + n, description: costCodeName, costCode, costCodeName, category, ...price, amount };
  });
}

function changeEntry(
  options: LedgerOptions,
  parent: Entry,
  { title, amount, inSage }: { readonly title: string; readonly amount: string; readonly inSage: InSage },
  n: number,
): Entry {
  const { world } = options;
  const { contract, project, plan: own } = parent.story;
  const plan = { ...planOf(world.items + firstPlan + 100 + n, { fate: "unsent", sentAgo: own.sentAgo - 40 - n * 20 }) };
  const { madeAt } = momentsOf(world, "contracts", plan);
  const [line] = contract.lines as readonly [SeedLine];
  const number = String(n + 1).padStart(3, "0");
  const changeOrder = {
    ...{ id: world.idBase + 400_001 + firstOrdinal + n, project: { id: project.id }, contract: { id: contract.id } },
    ...{ number, title, description: "Agreed on site.", status: "approved", createdBy: contract.createdBy },
    ...{ createdAt: madeAt, updatedAt: madeAt },
    lines: [{ ...line, id: world.idBase + 5_000_001 + (firstOrdinal + n) * 10, description: title, amount }],
  };
  const story: Story = { ...documentStory(world, plan, project, null), contract, changeOrder };
  return entryOf(options, { ...story, ...keyedAs(inSage, number, parent.erpId) }, parentFacts(parent));
}

/** A tenth of every line each, one behind the other. */
function invoiceEntries(options: LedgerOptions, parent: Entry, all: readonly InSage[]): readonly Entry[] {
  const { world } = options;
  const { contract, project, plan: own } = parent.story;
  const share = (amount: string, times: string) => toScale(toScale(multiply(amount, times), 0), 2);
  const vendor = world.vendors_.find(({ id }) => id === contract.vendor?.id)?.sageVendor ?? "";
  const idOf = (n: number) => world.idBase + 700_001 + firstOrdinal + n;
  return all.map((inSage, n) => {
    const plan = planOf(world.items + firstPlan + 200 + n, { fate: "unsent", sentAgo: own.sentAgo - 30 * (n + 1) });
    const moments = momentsOf(world, "requisitions", plan);
    const number = `APP-${3001 + n}`;
    const lines = contract.lines.map((line, at) => {
      const thisPeriod = share(line.amount, "0.1");
      const before = toScale(multiply(thisPeriod, String(n)), 2);
      const held = (amount: string) => toScale(multiply(amount, "0.1"), 2);
      const { id: contractLine, description, costCode, category, amount: scheduled } = line;
      const id = world.idBase + 7_000_001 + (firstOrdinal + n) * 40 + at;
      const figures = { scheduled, before, thisPeriod, retainedBefore: held(before), retained: held(thisPeriod) };
      return { id, contractLine, description, costCode, category, ...figures };
    });
    const invoice: SeedInvoice = {
      ...{ id: idOf(n), project: { id: project.id }, contract, previous: n > 0 ? idOf(n - 1) : null, sequence: n + 1 },
      ...{ number, status: "approved", billingDate: moments.madeAt.slice(0, 10), createdBy: contract.createdBy },
      ...{ createdAt: moments.madeAt, updatedAt: moments.madeAt, lines },
    };
    const other = { kind: "requisitions", id: invoice.id, raw: rawRequisition(invoice), facts: {}, fields: {} };
    const story = {
      ...documentStory(world, plan, project, other),
      contract,
      invoice,
      ...keyedAs(inSage, number, vendor),
    };
    const lineIds = contract.lines.map(({ id }) => String(id));
    return entryOf(options, story, { ...parentFacts(parent), lineIds });
  });
}

function subJobEntry(options: LedgerOptions, project: SeedProject): Entry {
  const { world } = options;
  const [extra, name] = ["PARKING", "Parking deck"];
  const plan = planOf(world.items + 2000 + 20, { fate: "unsent", sentAgo: 190 });
  const document = subJobDocument(world, plan, { code: extra, name }, project.id);
  const facts = { extras: { [extra]: { description: name } }, takenErpIds: {} };
  return entryOf(options, {
    ...documentStory(world, plan, project, { ...document, facts }),
    ...keyedAs({ title: name }, extra, project.job?.job),
  });
}
