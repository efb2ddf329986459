import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import type { CompanyProfile, PaymentValue } from "#lib/core/company-profile.ts";
import type { Facts } from "#lib/core/facts.ts";
import { isDecimal, toScale } from "#lib/core/money.ts";

/** The source's list of payments, and that of the invoices which they pay. */
export const procoreKind = "contract_payments";
export const invoiceKind = "requisitions";
export const invoiceTable = "APM_MASTER__INVOICE";
/** Characters of either invoice code, domain/sage-300-cre.md 3.2 and 8. */
export const codeLimit = 10;

const BusinessDate = z.iso.date().nullable().default(null);

/** A payment issued to a subcontractor (Procore Pay) as the item's revision holds it; money is decimal text. */
export const Payment = z.object({
  sourceId: z.string(),
  projectSourceId: z.string(),
  contractSourceId: z.string(),
  /** The invoice that it pays, by the source's id; "" where the source names none. */
  invoiceSourceId: z.string().default(""),
  invoiceNumber: z.string().default(""),
  number: z.string().default(""),
  status: z.string(),
  isDeleted: z.boolean().default(false),
  vendor: z.object({ sourceId: z.string(), name: z.string() }).nullable().default(null),
  amount: z.string().refine(isDecimal, "not a decimal string"),
  /** As the source spells it: check, electronic, ach. */
  method: z.string().default(""),
  checkNumber: z.string().default(""),
  date: BusinessDate,
  initiated: BusinessDate,
  settled: BusinessDate,
  /** Sage paid it and Countersign told the source: it never goes back to Sage. Left out: the source's own. */
  isFromSage: z.literal(true).optional(),
});
export type Payment = z.infer<typeof Payment>;

/** The body of a stored revision. Throws when it is none: bodies are written by `decode` alone. */
export function readPayment(body: Json): Payment {
  return Payment.parse(body);
}

/** Paid is what is sent; the other statuses of the source are unconfirmed (domain/procore-rest-api.md 3.3). */
export function isPaid({ status, isDeleted }: Pick<Payment, "status" | "isDeleted">): boolean {
  return !isDeleted && status.toLowerCase() === "paid";
}

export const valueNames: Readonly<Record<PaymentValue, string>> = {
  check_number: "check number",
  payment_date: "payment date",
  method: "payment method",
  amount: "amount",
  nothing: "nothing",
};

export type CodeColumn = "Invoice_Code_1" | "Invoice_Code_2";
export const labels: Readonly<Record<CodeColumn, string>> = {
  Invoice_Code_1: "Invoice Code 1",
  Invoice_Code_2: "Invoice Code 2",
};
/** What one code of the invoice is to hold; `value` "" where the payment has none. */
export type PaymentCode = { readonly column: CodeColumn; readonly from: PaymentValue; readonly value: string };

/** The codes that the company fills, in their order; a code that it fills with nothing is left out. */
export function codesOf(payment: Payment, profile: CompanyProfile): readonly PaymentCode[] {
  const all = [
    { column: "Invoice_Code_1", from: profile.paymentCode1 },
    { column: "Invoice_Code_2", from: profile.paymentCode2 },
  ] as const;
  return all
    .filter(({ from }) => from !== "nothing")
    .map(({ column, from }) => ({ column, from, value: textOf(payment, from) }));
}

function textOf(payment: Payment, from: PaymentValue): string {
  if (from === "check_number") return payment.checkNumber;
  if (from === "payment_date") return inUnitedStates(payment.date ?? payment.settled);
  if (from === "method") return payment.method;
  return from === "amount" ? toScale(payment.amount, 2) : "";
}

/** "2026-05-31" as mm/dd/yyyy; "" for none. */
function inUnitedStates(date: string | null): string {
  const [year, month, day] = (date ?? "").split("-");
  return year && month && day ? `${month}/${day}/${year}` : "";
}

/**
 * The two codes as Sage's mirror has them now; both empty on an invoice that is about to be made, or was made so lately that
 * the mirror may not show it; null while it does not show one that it should.
 */
export function inSageNow(facts: Facts): Readonly<Record<CodeColumn, string>> | null {
  const { parent } = facts;
  const row = facts.sage[invoiceTable]?.[0];
  const isNew = parent !== null && parent.erpId !== "" && (!parent.isProved || parent.isFresh === true);
  if (!row) return isNew ? { Invoice_Code_1: "", Invoice_Code_2: "" } : null;
  return { Invoice_Code_1: row.Invoice_Code_1 ?? "", Invoice_Code_2: row.Invoice_Code_2 ?? "" };
}

/** The codes that are written: those of a value that Sage does not hold yet. */
export function changedCodes(payment: Payment, facts: Facts): readonly PaymentCode[] {
  const now = inSageNow(facts);
  return codesOf(payment, facts.profile).filter(({ column, value }) => value !== "" && value !== now?.[column]);
}
