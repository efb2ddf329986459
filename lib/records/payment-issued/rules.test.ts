import { expect, test } from "vitest";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Facts } from "#lib/core/facts.ts";
import { aParent, aPayment, aProfile, codes, someFacts } from "#lib/records/payment-issued/fixtures.ts";
import type { Payment } from "#lib/records/payment-issued/model.ts";
import { rules } from "#lib/records/payment-issued/rules.ts";

type Case = {
  readonly head?: Partial<Payment>;
  readonly facts?: Partial<Facts>;
  readonly profile?: Partial<CompanyProfile>;
};
const findings = ({ head, facts, profile }: Case) =>
  rules(aPayment(head), {}, someFacts({ profile: aProfile(profile), ...facts }));

const clean = someFacts();
type Row = readonly [code: string, severity: "blocks" | "warns" | "informs", good: Case, bad: Case, sentence: string];
const table: readonly Row[] = [
  [
    "mirror.unread",
    "blocks",
    {},
    { facts: { asOf: { ...clean.asOf, invoices: null } } },
    "Sage has not been read yet: invoices.",
  ],
  ["off", "blocks", {}, { profile: { exportPayments: false } }, "This company does not send payments."],
  [
    "country",
    "blocks",
    {},
    { profile: { country: "canada" } },
    "Payments go to Sage in the United States only; this company is in Canada.",
  ],
  [
    "status.not_paid",
    "blocks",
    { head: { status: "Paid" } },
    { head: { status: "initiated" } },
    "The payment is “initiated” in Procore; it goes to Sage when it is paid.",
  ],
  ["status.deleted", "blocks", {}, { head: { isDeleted: true } }, "The payment was deleted in Procore."],
  [
    "invoice.missing",
    "blocks",
    {},
    { head: { invoiceSourceId: "" } },
    "The payment names no subcontractor invoice in Procore.",
  ],
  ["invoice.unknown", "blocks", {}, { facts: { parent: null } }, "Invoice LW-2031 is not known here."],
  [
    "invoice.not_accepted",
    "blocks",
    {},
    { facts: { parent: aParent({ state: "ready", isProved: false, isAccepted: false }) } },
    "Invoice LW-2031 is “Ready to Export”; it has to be accepted before its payments.",
  ],
  [
    "invoice.not_proved",
    "informs",
    {},
    { facts: { parent: aParent({ state: "outbox", isProved: false }) } },
    "Invoice LW-2031 is not Synced yet; this waits for it.",
  ],
  [
    "invoice.not_proved",
    "warns",
    {},
    { facts: { parent: aParent({ state: "failed", isProved: false }) } },
    "Invoice LW-2031 is not Synced yet; this waits for it.",
  ],
  [
    "invoice.not_in_sage",
    "blocks",
    {},
    { facts: { sage: {} } },
    "Invoice LUMEN/LW-2031 is not among the invoices that were last read from Sage.",
  ],
  [
    "check_number.empty",
    "informs",
    {},
    { head: { checkNumber: "" } },
    "The payment has no check number; Invoice Code 1 stays as it is.",
  ],
  [
    "method.too_long",
    "blocks",
    { profile: { paymentCode1: "method" } },
    { profile: { paymentCode1: "method" }, head: { method: "credit_card" } },
    "Invoice Code 1, the payment method “credit_card”,",
  ],
  [
    "amount.too_long",
    "blocks",
    { profile: { paymentCode2: "amount" } },
    { profile: { paymentCode2: "amount" }, head: { amount: "12345678.90" } },
    "Invoice Code 2, the amount “12345678.90”,",
  ],
  [
    "code.replaced",
    "warns",
    { facts: { sage: codes("100231") } },
    { facts: { sage: codes("99") } },
    "Invoice Code 1 holds “99” in Sage; “100231” takes its place.",
  ],
  [
    "codes.none",
    "blocks",
    { profile: { paymentCode1: "nothing" } },
    { profile: { paymentCode1: "nothing", paymentCode2: "nothing" } },
    "By the settings a payment writes into neither invoice code.",
  ],
  [
    "codes.nothing_new",
    "blocks",
    { facts: { sage: codes("100231") } },
    { facts: { sage: codes("100231", "06/03/2026") } },
    "Sage's invoice codes need no change by this payment.",
  ],
];

test("the clean payment has no findings", () => expect(findings({})).toEqual([]));

test.each(table)("%s", (code, severity, good, bad, sentence) => {
  expect(findings(good).map((one) => one.code)).not.toContain(`payment.${code}`);
  const found = findings(bad).find((one) => one.code === `payment.${code}`);
  expect(found).toMatchObject({ severity });
  expect(found?.sentence).toContain(sentence);
});
