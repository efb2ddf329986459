import { z } from "zod";
import type { ApInvoice, ApLine } from "#lib/core/ap-records.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import { documentKey, type Facts, type ParentItem } from "#lib/core/facts.ts";
import { isDecimal, isZero, type Money, subtract, sum, toScale } from "#lib/core/money.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { writtenId } from "#lib/core/sage-records.ts";

/** The source's lists of these invoices, and of change orders that they may bill. */
export const procoreKind = "requisitions";
export const changeOrderKind = "change_order_packages";

const Decimal = z.string().refine(isDecimal, "not a decimal string");
const Amount = Decimal.default("0");
const BusinessDate = z.iso.date().nullable().default(null);

/** One item of the invoice: columns of Procore's continuation sheet, money as it is there. */
export const InvoiceLine = z.object({
  sourceId: z.string(),
  /** The line of the commitment that it bills, by the source's id; "" when the source names none. */
  contractLineSourceId: z.string().default(""),
  /** The change order that it bills, by the source's id; "" for a line of the contract itself. */
  changeOrderSourceId: z.string().default(""),
  description: z.string().default(""),
  /** Extra, cost code and category with points between them, as the source spells the line's code. */
  code: z.string().default(""),
  scheduled: Amount,
  completedBefore: Amount,
  workThisPeriod: Amount,
  /** All that is stored now, what was stored before among it. */
  materialsStored: Amount,
  retainageBefore: Amount,
  workRetained: Amount,
  workReleased: Amount,
  /** All that is held on stored materials now, before what is released. */
  materialsRetained: Amount,
  materialsReleased: Amount,
  /** Billed in this period, with its price; "0" where the commitment is billed by amount. */
  units: Amount,
  unitCost: Amount,
});
export type InvoiceLine = z.infer<typeof InvoiceLine>;

/** A subcontractor's invoice (Procore: requisition) as the item's revision holds it; money is decimal text. */
export const Invoice = z.object({
  sourceId: z.string(),
  projectSourceId: z.string(),
  /** The contract that it bills, by the source's id. */
  contractSourceId: z.string(),
  contractName: z.string().default(""),
  /** The invoice of the period before, by the source's id; null for the first. */
  previousSourceId: z.string().nullable().default(null),
  /** Its place among the invoices of the contract. */
  sequence: z.number().int().default(1),
  number: z.string(),
  status: z.string(),
  isDeleted: z.boolean().default(false),
  vendor: z.object({ sourceId: z.string(), name: z.string() }).nullable().default(null),
  billingDate: BusinessDate,
  periodStart: BusinessDate,
  periodEnd: BusinessDate,
  isByUnit: z.boolean().default(false),
  /** The document's currency where it is not the company's own, else "". */
  foreignCurrency: z.string().default(""),
  paymentDue: Decimal,
  /** Held up to and with this invoice. */
  totalRetainage: Decimal,
  tax: Amount,
  lines: z.array(InvoiceLine),
});
export type Invoice = z.infer<typeof Invoice>;

/** The body of a stored revision. Throws when it is none: bodies are written by `decode` alone. */
export function readInvoice(body: Json): Invoice {
  return Invoice.parse(body);
}

/** The statuses in which the source's document may be sent (domain/procore-erp-tool.md 4.10). */
const sendable: readonly string[] = ["approved", "approved_as_noted", "pending_owner_approval"];
export function isSendable({ status, isDeleted }: Pick<Invoice, "status" | "isDeleted">): boolean {
  return !isDeleted && sendable.includes(status.toLowerCase());
}

/** What one line bills in this period; money with two decimals where cents are enough. */
export type BilledLine = {
  /** From 1, as the source orders them. */
  readonly number: number;
  readonly line: InvoiceLine;
  /** Work completed this period and materials stored newly. */
  readonly amount: Money;
  /** Retained in this period less released in it. */
  readonly retainage: Money;
};
export type Billing = {
  /** Lines that bill or hold anything; the others are not sent. */
  readonly lines: readonly BilledLine[];
  readonly linesAmount: Money;
  readonly linesRetainage: Money;
  /** The head's own figures: payment due and retainage of this period, and the retainage alone. */
  readonly amount: Money;
  readonly retainage: Money;
};

const heldOnMaterials = (line: InvoiceLine | undefined): Money =>
  line ? subtract(line.materialsRetained, line.materialsReleased) : "0";

/**
 * The figures of this period (domain/procore-erp-tool.md 4.10). Stored materials and retainage on them are sums to date in
 * the source: what stood in the invoice before, the same line of `previous`, is taken off. Without `previous` all of them are new.
 */
export function billingOf(invoice: Invoice, previous: Invoice | null): Billing {
  const before = new Map((previous?.lines ?? []).map((line) => [keyOf(line), line]));
  const all = invoice.lines.map((line, index): BilledLine => {
    const last = before.get(keyOf(line));
    const stored = subtract(line.materialsStored, last?.materialsStored ?? "0");
    const onMaterials = subtract(heldOnMaterials(line), heldOnMaterials(last));
    return {
      number: index + 1,
      line,
      amount: inCents(sum([line.workThisPeriod, stored])),
      retainage: inCents(sum([subtract(line.workRetained, line.workReleased), onMaterials])),
    };
  });
  const heldBefore = previous?.totalRetainage ?? sum(invoice.lines.map((line) => line.retainageBefore));
  const retainage = inCents(subtract(invoice.totalRetainage, heldBefore));
  return {
    lines: all.filter(({ amount, retainage: held }) => !isZero(amount) || !isZero(held)),
    linesAmount: inCents(sum(all.map(({ amount }) => amount))),
    linesRetainage: inCents(sum(all.map(({ retainage: held }) => held))),
    amount: inCents(sum([invoice.paymentDue, retainage])),
    retainage,
  };
}

/** The same line in the invoice before: of the contract's line, or of the code within a change order. */
function keyOf(line: InvoiceLine): string {
  return [line.changeOrderSourceId, line.contractLineSourceId, line.contractLineSourceId === "" ? line.code : ""].join(
    "|",
  );
}

function inCents(value: Money): Money {
  const cents = toScale(value, 2);
  return isZero(subtract(value, cents)) ? cents : value;
}

/** Where a line goes in the commitment: its item, and other items that it could be as well. */
export type Placed = BilledLine & { readonly item: ParentItem | null; readonly others: readonly number[] };

/** The invoice of the period before, as it is known here; null for the first, and while it is not. */
export function previousOf({ previousSourceId }: Invoice, facts: Facts): Invoice | null {
  const known = previousSourceId === null ? undefined : document(facts, procoreKind, previousSourceId);
  return known ? readInvoice(known.body) : null;
}

/** The figures of the invoice with what is known of the one before. */
export function billing(invoice: Invoice, facts: Facts): Billing {
  return billingOf(invoice, previousOf(invoice, facts));
}

/** The change order that a line bills, as it is known here; null when it is not. */
export function changeOrderOf(line: InvoiceLine, facts: Facts) {
  return document(facts, changeOrderKind, line.changeOrderSourceId) ?? null;
}

function document(facts: Facts, sourceKind: string, sourceId: string) {
  return facts.documents?.[documentKey({ sourceKind, sourceId })];
}

/** Extra, cost code and category of an item as Procore spells a code. */
export const codeOf = ({ extra, costCode, category }: Pick<ParentItem, "extra" | "costCode" | "category">): string =>
  [extra, costCode, category].filter(Boolean).join(".");

/**
 * The item of the commitment for every billed line: the one that the commitment's line became, else one with the code of
 * the line: that of the same description, else the first lump sum, else the first, as change orders choose it.
 */
export function placedLines(invoice: Invoice, facts: Facts): readonly Placed[] {
  const { items = [], lineIds = [] } = facts.parent ?? {};
  return billing(invoice, facts).lines.map((billed) => {
    const { contractLineSourceId: id, code, description } = billed.line;
    const at = id === "" ? -1 : lineIds.indexOf(id);
    const own = at < 0 ? undefined : items.find((item) => item.item === at + 1);
    if (own) return { ...billed, item: own, others: [] };
    const same = items.filter((item) => codeOf(item) === code);
    const item =
      same.find((one) => one.description === description) ?? same.find((one) => isZero(one.unitCost)) ?? same[0];
    return { ...billed, item: item ?? null, others: same.flatMap((one) => (one === item ? [] : [one.item])) };
  });
}

/** The invoice as Sage's import takes it; null as long as a line has no item. Text is not cut: its rules say what is too long. */
export function apInvoiceOf(invoice: Invoice, fields: ExportFields, facts: Facts): ApInvoice | null {
  const { sageId = "", accountingDate = "", description = "" } = fields;
  const { amount } = billing(invoice, facts);
  const commitment = facts.parent?.erpId ?? "";
  const lines: ApLine[] = [];
  for (const { line, item, amount: billed, retainage } of placedLines(invoice, facts)) {
    if (!item) return null;
    lines.push({
      commitment,
      item: item.item,
      job: writtenId(facts.job?.job ?? "", facts),
      extra: item.extra,
      costCode: writtenId(item.costCode, facts),
      category: item.category,
      units: line.units,
      unitCost: line.unitCost,
      amount: billed,
      retainage,
      description: line.description,
    });
  }
  const invoiceDate = invoice.billingDate ?? "";
  const vendor = facts.vendor?.link?.vendor ?? "";
  return { vendor, invoice: sageId, description, amount, invoiceDate, accountingDate, lines };
}
