import { dateFrom } from "#drizzle/seed/fates.ts";
import type { SeedJob } from "#drizzle/seed/model.ts";
import type { Booking, Posting } from "#drizzle/seed/sage-bookings.ts";
import type { SageContent, SageRow } from "#drizzle/seed/sage-content.ts";
import { isZero, subtract } from "#lib/core/money.ts";

const text = (value: SageRow[string] | undefined): string =>
  value === null || value === undefined ? "" : String(value);
const place = (row: SageRow) => ({
  job: text(row.job),
  extra: text(row.extra),
  cost_code: text(row.cost_code),
  category: text(row.category),
});

/** The original estimates of jobs, a posting each. */
export function estimatePostings(jobs: readonly SeedJob[], date: string): readonly Posting[] {
  return jobs.map(({ job, codes }) =>
    [...codes].flatMap(([cost_code, held]) =>
      [...held].map(([category, amount]): Booking => {
        return { job, extra: "", cost_code, category, transaction_type: "Original estimate", date, amount };
      }),
    ),
  );
}

/** Approved changes of estimates, by "<job>|<cost code>|<category>". */
export function estimateChangePostings(changes: ReadonlyMap<string, string>, date: string): readonly Posting[] {
  return [...changes].map(([key, amount]) => {
    const [job = "", cost_code = "", category = ""] = key.split("|");
    return [{ job, extra: "", cost_code, category, transaction_type: "Aprvd est changes", date, amount }];
  });
}

type Committed = Pick<SageContent, "commitments" | "changeOrders" | "changeOrderItems">;

/** Commitments with their items, and change orders with theirs. */
export function commitmentPostings({ commitments, changeOrders, changeOrderItems }: Committed): readonly Posting[] {
  const itemsOf = new Map(commitments.map(({ head, items }) => [head.commitment, { head, items }]));
  const linksOf = (head: SageRow, item: SageRow) => ({
    vendor: head.vendor ?? "",
    commitment_type: head.commitment_type ?? "",
    commitment: head.commitment ?? "",
    commitment_line_item: Number(item.item_number),
  });
  const made = commitments.map(({ head, items }) =>
    items.map((item): Booking => {
      const own = { description: text(item.description), units: text(item.units) || "0", amount: text(item.amount) };
      const type = { transaction_type: "Committed cost", date: text(head.commitment_date) };
      return { ...place(item), ...type, ...own, links: linksOf(head, item) };
    }),
  );
  const changed = (changeOrders ?? []).map((order) => {
    const parent = itemsOf.get(text(order.commitment));
    const lines = (changeOrderItems ?? []).filter(
      (line) => line.commitment === order.commitment && line.commitment_co === order.commitment_co,
    );
    return lines.flatMap((line): Booking[] => {
      const item = parent?.items.find((one) => text(one.item_number) === text(line.item_number));
      if (!parent || !item) return [];
      const type = { transaction_type: "Aprvd cmmtt changes", date: text(order.co_date) };
      const own = { description: text(line.description), units: text(line.units) || "0", amount: text(line.amount) };
      const links = { ...linksOf(parent.head, item), commitment_co: order.commitment_co ?? "" };
      return [{ ...place(item), ...type, ...own, links }];
    });
  });
  return [...made, ...changed];
}

type Invoiced = Required<Pick<SageContent, "invoices" | "distributions" | "payments">>;

/** What invoices cost their jobs, and what of it was paid: of each distribution what is due, the retainage held back. */
export function invoicePostings({ invoices, distributions, payments }: Invoiced): readonly Posting[] {
  const keyOf = (row: SageRow) => `${row.vendor}|${row.invoice}`;
  const lines = new Map<string, SageRow[]>();
  for (const line of distributions) lines.set(keyOf(line), [...(lines.get(keyOf(line)) ?? []), line]);
  const linksOf = (line: SageRow) => ({
    application_of_origin: "AP",
    vendor: line.vendor ?? "",
    invoice: line.invoice ?? "",
    dist_sequence: Number(line.dist_seq),
    commitment: line.commitment ?? null,
    commitment_line_item: line.commitment_line_item ? Number(line.commitment_line_item) : null,
  });
  const book = (
    invoice: SageRow,
    line: SageRow,
    own: Pick<Booking, "transaction_type" | "date" | "amount">,
  ): Booking => {
    return { ...place(line), ...own, description: text(line.description || invoice.description), links: linksOf(line) };
  };
  const charged = invoices.map((invoice) =>
    (lines.get(keyOf(invoice)) ?? []).map((line) => {
      const own = { date: text(invoice.accounting_date), amount: text(line.amount) };
      return book(invoice, line, { transaction_type: "AP cost", ...own });
    }),
  );
  const paid = payments.map((payment) =>
    (lines.get(keyOf(payment)) ?? []).flatMap((line): Booking[] => {
      const amount = subtract(text(line.amount), text(line.retainage) || "0");
      if (isZero(amount)) return [];
      const own = book(payment, line, { transaction_type: "Dollars paid", date: text(payment.payment_date), amount });
      return [{ ...own, links: { ...own.links, ap_payment_id: payment.payment_id ?? "" } }];
    }),
  );
  return [...charged, ...paid];
}

/** Contracts with their items, lines of worksheets, and approved changes by job: of its only contract, where it has one. */
export function contractPostings(
  {
    contracts,
    contractItems,
    worksheetLines,
  }: Required<Pick<SageContent, "contracts" | "contractItems" | "worksheetLines">>,
  changes: ReadonlyMap<string, string>,
  today: string,
): readonly Posting[] {
  const whole = { extra: "", cost_code: "", category: "" };
  const scheduled = contracts.map(({ contract = "", job, contract_date }) =>
    contractItems
      .filter((item) => item.contract === contract)
      .map((item): Booking => {
        const type = { transaction_type: "Scheduled value", date: text(contract_date) };
        const at = { ...place(item), job: text(job) };
        return { ...at, ...type, amount: text(item.amount), description: text(item.description), links: { contract } };
      }),
  );
  const lines = worksheetLines.map(({ job, amount, description }): Posting => {
    const type = { transaction_type: "Scheduled value", date: dateFrom(today, -400) };
    return [{ ...whole, job: text(job), ...type, amount: text(amount), description: text(description) }];
  });
  const changed = [...changes].map(([job, amount]): Posting => {
    const type = { transaction_type: "Aprvd contract chgs", date: dateFrom(today, -30) };
    const contract = contracts.find((one) => one.job === job)?.contract ?? null;
    return [{ ...whole, job, ...type, amount, links: { contract, change_order: "PC001" } }];
  });
  return [...scheduled, ...lines, ...changed];
}
