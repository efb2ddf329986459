import { codeNames, standardCategories } from "#drizzle/seed/codes.ts";
import type { Entry } from "#drizzle/seed/ledger.ts";
import type { SeedInvoiceLine, SeedLine } from "#drizzle/seed/model.ts";
import type { SageCommitment, SageContent, SageRow } from "#drizzle/seed/sage-content.ts";
import type { SageJobs } from "#drizzle/seed/sage-jobs.ts";
import type { Keyed, World } from "#drizzle/seed/world.ts";
import { subtract, sum, toScale } from "#lib/core/money.ts";

/** What was keyed into Sage of documents that nobody sent: as they are, the first line less by what `Keyed` says. */
type Found = { readonly entry: Entry; readonly keyed: Keyed };
const keyedOnes = (entries: readonly Entry[]): readonly Found[] =>
  entries.flatMap((entry) => (entry.story.keyed ? [{ entry, keyed: entry.story.keyed }] : []));

const total = (rows: readonly SageRow[], column: string) => toScale(sum(rows.map((row) => String(row[column]))), 2);
const lessFirst = (amount: string, at: number, { less }: Keyed) =>
  at === 0 ? toScale(subtract(amount, less), 2) : amount;
const codeOf = ({ story }: Entry, { costCode, category, extra }: SeedLine | SeedInvoiceLine) => ({
  ...{ job: story.project.job?.job ?? "", extra: extra ?? "", cost_code: costCode, category },
});
const sageVendorOf = ({ vendors_ }: World, { story }: Entry): string =>
  vendors_.find(({ id }) => id === story.contract.vendor?.id)?.sageVendor ?? "";
const isContract = ({ story }: Entry) => !story.changeOrder && !story.other;

/** Commitments that were keyed. */
export function keyedCommitments(world: World, entries: readonly Entry[]): SageContent["commitments"] {
  return keyedOnes(entries)
    .filter(({ entry }) => isContract(entry))
    .map(({ entry, keyed }) => {
      const { contract, project } = entry.story;
      const items = contract.lines.map((line, at): SageRow => {
        const amount = lessFirst(line.amount, at, keyed);
        return { item_number: at + 1, description: line.description, ...codeOf(entry, line), amount };
      });
      const head: SageCommitment = {
        ...{ commitment: keyed.id, description: keyed.title, vendor: sageVendorOf(world, entry) },
        commitment_type: contract.kind === "work_order_contracts" ? "Subcontract" : "Purchase order",
        ...{
          job: project.job?.job ?? "",
          commitment_date: contract.date,
          retainage_percent: contract.retainage ?? "0",
        },
        amount: total(items, "amount"),
      };
      return { head, items };
    });
}

/** The Sage id of the commitment that a change order or an invoice belongs to. */
const commitmentOf = (entries: readonly Entry[], { story }: Entry): string =>
  keyedOnes(entries).find(({ entry }) => isContract(entry) && entry.story.contract.id === story.contract.id)?.keyed
    .id ?? "";

/** Change orders that were keyed. */
export function keyedChanges(
  entries: readonly Entry[],
): Required<Pick<SageContent, "changeOrders" | "changeOrderItems">> {
  const all = keyedOnes(entries).flatMap(({ entry, keyed }) => {
    const { changeOrder, contract } = entry.story;
    if (!changeOrder) return [];
    const key = { commitment: commitmentOf(entries, entry), commitment_co: keyed.id };
    const items = changeOrder.lines.map((line, at): SageRow => {
      const place = contract.lines.findIndex(
        ({ costCode, category }) => costCode === line.costCode && category === line.category,
      );
      const own = { description: line.description, units: "0", amount: lessFirst(line.amount, at, keyed) };
      return { ...key, item_number: place + 1, ...own };
    });
    const words = { description: keyed.title, scope: changeOrder.description, status: "Approved" };
    return [
      {
        head: { ...key, ...words, co_date: changeOrder.createdAt.slice(0, 10), amount: total(items, "amount") },
        items,
      },
    ];
  });
  return { changeOrders: all.map(({ head }) => head), changeOrderItems: all.flatMap(({ items }) => items) };
}

/** Invoices that were keyed; nothing of them was paid. */
export function keyedBills(
  world: World,
  entries: readonly Entry[],
): Required<Pick<SageContent, "invoices" | "distributions">> {
  const all = keyedOnes(entries).flatMap(({ entry, keyed }) => {
    const { invoice } = entry.story;
    if (!invoice) return [];
    const key = { vendor: sageVendorOf(world, entry), invoice: keyed.id };
    const commitment = commitmentOf(entries, entry);
    const lines = invoice.lines.map((line, at): SageRow => {
      const own = { description: line.description, commitment, commitment_line_item: at + 1, ...codeOf(entry, line) };
      const amount = lessFirst(line.thisPeriod, at, keyed);
      return { ...key, dist_seq: at + 1, ...own, amount, retainage: line.retained };
    });
    const date = invoice.billingDate ?? "";
    const words = { description: keyed.title, status: "Open", invoice_date: date, accounting_date: date };
    const figures = { amount: total(lines, "amount"), retainage: total(lines, "retainage"), amount_paid: "0.00" };
    return [{ head: { ...key, ...words, ...figures }, lines }];
  });
  return { invoices: all.map(({ head }) => head), distributions: all.flatMap(({ lines }) => lines) };
}

const categoryNames = new Map(standardCategories.map(({ code, name }) => [code, name]));
type Coded = { readonly cost_codes: readonly { code: string; line_item_types: readonly { code: string }[] }[] };

/** Extras that were keyed for sub jobs, with the codes and categories of those. */
export function keyedExtras(entries: readonly Entry[]): Omit<SageJobs, "jobs"> {
  const all = keyedOnes(entries).flatMap(({ entry: { story }, keyed }) =>
    story.other?.kind === "sub_jobs"
      ? [{ keyed, job: story.project.job?.job ?? "", raw: story.other.raw as unknown as Coded }]
      : [],
  );
  const codes = all.flatMap(({ keyed, job, raw }) =>
    raw.cost_codes.map(({ code, line_item_types }) => {
      const row = { job, extra: keyed.id, cost_code: code };
      return { row, categories: line_item_types.map((type) => type.code) };
    }),
  );
  return {
    extras: all.map(({ keyed, job }) => ({ job, extra: keyed.id, description: keyed.title, status: "In progress" })),
    costCodes: codes.map(({ row }) => {
      return { ...row, description: codeNames.get(row.cost_code) ?? row.cost_code, group_cost_code: false };
    }),
    categories: codes.flatMap(({ row, categories }) =>
      categories.map((category) => ({ ...row, category, description: categoryNames.get(category) ?? category })),
    ),
  };
}
