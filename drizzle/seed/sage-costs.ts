import { dateFrom } from "#drizzle/seed/fates.ts";
import type { SeedJob } from "#drizzle/seed/model.ts";
import { randomOf } from "#drizzle/seed/random.ts";
import type { Booking, Posting } from "#drizzle/seed/sage-bookings.ts";
import type { SageRow } from "#drizzle/seed/sage-content.ts";
import type { World } from "#drizzle/seed/world.ts";
import { multiply, toScale } from "#lib/core/money.ts";

/** Places of the jobs that have costs of their own beside invoices of commitments, and of those billed by rate. */
const costed = [0, 1, 3, 5, 7];
const billedByRate = new Set([1, 5]);
const weeks = 12;
/** Vendors without a commitment, by name: what they deliver goes to jobs directly. */
const suppliers = ["Midstate Power Company", "Fuel Depot 12", "Office Supply House"];

/** Payroll by week and expenses by month, job by job; a posting each. */
export function costPostings(world: World, jobs: readonly SeedJob[]): readonly Posting[] {
  return costed.flatMap((at) => {
    const job = jobs[at];
    return job ? costsOf(world, job, at).map((booking) => [booking]) : [];
  });
}

function costsOf(world: World, { job, codes }: SeedJob, at: number): readonly Booking[] {
  const random = randomOf(`${world.seed}/costs/${at}`);
  const withCategory = (wanted: readonly string[]) =>
    [...codes].flatMap(([cost_code, held]) =>
      [...held.keys()].filter((one) => wanted.includes(one)).map((category) => ({ cost_code, category })),
    );
  const [labor, expenses] = [withCategory(["LAB"]), withCategory(["MAT", "EQP", "OTH"])];
  return Array.from({ length: weeks }, (_, week) => week).flatMap((week): Booking[] => {
    const date = dateFrom(world.today, -3 - week * 7);
    const hours = random.int(16, 80);
    const payroll: Booking = {
      job,
      extra: "",
      ...random.pick(labor),
      transaction_type: "PR cost",
      date,
      units: String(hours),
      amount: toScale(multiply(String(hours), `${random.int(38, 61)}.${random.pick(["25", "50", "80"])}`), 2),
      description: "Payroll",
      links: { application_of_origin: "PR", employee: String(1100 + random.int(1, 60)) },
    };
    const expense: Booking = {
      job,
      extra: "",
      ...random.pick(expenses),
      transaction_type: "JC cost",
      date,
      amount: `${random.int(40, 2600)}.${random.pick(["00", "37", "95"])}`,
      description: random.pick(["Small tools", "Equipment rental", "Dump fees", "Petty cash", "Permit"]),
    };
    return week % 4 === 0 ? [payroll, expense] : [payroll];
  });
}

/** Billing's transactions of the payroll that is billed by rate, and the transactions with their WIP ids. */
export function billedRates(
  world: World,
  jobs: readonly SeedJob[],
  transactions: readonly SageRow[],
): { readonly wipTransactions: readonly SageRow[]; readonly transactions: readonly SageRow[] } {
  const rated = new Set(costed.filter((at) => billedByRate.has(at)).map((at) => jobs[at]?.job));
  const newest = dateFrom(world.today, -3 - 3 * 7);
  const wipTransactions: SageRow[] = [];
  const marked = transactions.map((row): SageRow => {
    const { run = 0, sequence = 0, job = "", extra = "", cost_code = "", category = "", amount = "0" } = row;
    const isRated = row.transaction_type === "PR cost" && rated.has(String(job));
    if (!isRated || String(row.transaction_date) >= newest) return row;
    const wip_id = wipTransactions.length + 1;
    const billed_amount = toScale(multiply(String(amount), "1.35"), 2);
    const { transaction_date = "", description = "" } = row;
    const figures = { cost_amount: amount, billed_amount, transaction_date, description };
    wipTransactions.push({ wip_id, run, sequence, job, extra, cost_code, category, ...figures });
    return { ...row, wip_id };
  });
  return { wipTransactions, transactions: marked };
}

/** Invoices of suppliers without a commitment, two for each job that has costs. */
export function supplierInvoices(world: World, jobs: readonly SeedJob[]) {
  const [invoices, distributions]: [SageRow[], SageRow[]] = [[], []];
  const vendors = suppliers.flatMap((name) => world.sageVendors.filter((vendor) => vendor.name === name));
  for (const at of vendors.length === 0 ? [] : costed) {
    const job = jobs[at];
    const random = randomOf(`${world.seed}/suppliers/${at}`);
    const places = [...(job?.codes ?? [])].filter(([, held]) => held.has("MAT"));
    for (const ago of job && places.length > 0 ? [64, 12] : []) {
      const { vendor } = random.pick(vendors);
      const [cost_code] = random.pick(places) as [string, unknown];
      const amount = `${random.int(180, 4200)}.${random.pick(["00", "16", "84"])}`;
      const key = { vendor, invoice: String(70_115 + invoices.length * 11) };
      const date = dateFrom(world.today, -ago);
      const figures = { amount, retainage: "0.00", amount_paid: ago > 35 ? amount : "0.00" };
      const dates = { invoice_date: date, accounting_date: date };
      invoices.push({ ...key, description: "Site supplies", status: ago > 35 ? "Paid" : "Open", ...dates, ...figures });
      const place = { job: job?.job ?? "", extra: "", cost_code, category: "MAT" };
      distributions.push({ ...key, dist_seq: 1, description: "Site supplies", ...place, amount, retainage: "0.00" });
    }
  }
  return { invoices, distributions };
}
