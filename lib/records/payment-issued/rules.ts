import type { Json } from "#lib/core/canonical-json.ts";
import type { Facts, ParentFacts } from "#lib/core/facts.ts";
import { nothingToDo, unwritable } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { gateRules } from "#lib/core/gates.ts";
import { acceptFirst, waitFor } from "#lib/core/parent-rules.ts";
import { mirrorRules } from "#lib/core/place-rules.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { itemStates } from "#lib/core/workflow.ts";
import { inProcore, inSage, makers } from "#lib/records/payment-issued/finding.ts";
import {
  changedCodes,
  codeLimit,
  codesOf,
  inSageNow,
  isPaid,
  labels,
  type Payment,
  readPayment,
  valueNames,
} from "#lib/records/payment-issued/model.ts";

/** Everything that Countersign has to say about a payment before Sage sees it (domain/procore-erp-tool.md 4.11). Pure. */
export function rules(body: Json, _fields: ExportFields, facts: Facts): readonly Finding[] {
  const payment = readPayment(body);
  return [
    ...mirrorRules(facts, makers, ["invoices"]),
    ...gateRules(["payments", "paymentsByCountry"], facts.profile, makers),
    ...statusRules(payment),
    ...invoiceRules(payment, facts),
    ...valueRules(payment, facts),
    ...totalRules(payment, facts),
  ];
}

function statusRules(payment: Payment): readonly Finding[] {
  if (payment.isDeleted) return [inProcore("status.deleted", "status", "The payment was deleted in Procore.")];
  if (isPaid(payment)) return [];
  const sentence = `The payment is “${payment.status}” in Procore; it goes to Sage when it is paid.`;
  return [inProcore("status.not_paid", "status", sentence)];
}

/** The codes stand on the invoice: it has to be accepted, and when it is Synced, Sage's last reading has to show it. */
function invoiceRules(payment: Payment, facts: Facts): readonly Finding[] {
  const { parent } = facts;
  if (payment.invoiceSourceId === "")
    return [inProcore("invoice.missing", "parent", "The payment names no subcontractor invoice in Procore.")];
  if (!parent) {
    const words = "Wait for the next reading of Procore; the invoice has to be sent and accepted first.";
    const sentence = `Invoice ${payment.invoiceNumber || payment.invoiceSourceId} is not known here.`;
    return [inSage("invoice.unknown", "parent", sentence, words, { fixer: "project" })];
  }
  if (!parent.isProved) return wayRules(parent);
  if (facts.asOf.invoices === null || inSageNow(facts)) return [];
  const sentence = `Invoice ${parent.erpId} is not among the invoices that were last read from Sage.`;
  const words = "Wait for the next reading; if it stays away, look for the invoice in Sage.";
  return [inSage("invoice.not_in_sage", "parent", sentence, words, { asOf: facts.asOf.invoices })];
}

/** How far the invoice has come on its way to Sage: accepted alone or together with this, then Synced. */
function wayRules(parent: ParentFacts): readonly Finding[] {
  const state = itemStates[parent.state].label;
  if (!parent.isAccepted) {
    const sentence = `Invoice ${parent.number} is “${state}”; it has to be accepted before its payments.`;
    const words = `Accept invoice ${parent.number}, alone or together with this.`;
    const fix = acceptFirst(parent, words);
    return [inSage("invoice.not_accepted", "parent", sentence, words, { fixer: "accounting", fix })];
  }
  const sentence = `Invoice ${parent.number} is not Synced yet; this waits for it.`;
  const severity = parent.state === "failed" || parent.state === "held" ? "warns" : "informs";
  const fix = waitFor(parent);
  return [inSage("invoice.not_proved", "parent", sentence, fix.words, { severity, fixer: "accounting", fix })];
}

function valueRules(payment: Payment, facts: Facts): readonly Finding[] {
  const now = inSageNow(facts);
  return codesOf(payment, facts.profile).flatMap(({ column, from, value }): readonly Finding[] => {
    if (value === "") {
      const sentence = `The payment has no ${valueNames[from]}; ${labels[column]} stays as it is.`;
      return [inProcore(`${from}.empty`, column, sentence, nothingToDo)];
    }
    const held = now?.[column] ?? "";
    const put = (code: string, sentence: string) => inProcore(code, column, sentence);
    const label = `${labels[column]}, the ${valueNames[from]} “${value}”,`;
    const found = unwritable(from, label, value, codeLimit, put);
    if (found.length > 0 || held === "" || held === value) return found;
    const sentence = `${labels[column]} holds “${held}” in Sage; “${value}” takes its place.`;
    const words = "Accept it if that is meant; it cannot be taken back here.";
    return [inSage("code.replaced", column, sentence, words, { severity: "warns", asOf: facts.asOf.invoices })];
  });
}

function totalRules(payment: Payment, facts: Facts): readonly Finding[] {
  if (codesOf(payment, facts.profile).length === 0) {
    const words = "Let an administrator choose what the invoice codes hold, or turn payments off.";
    const sentence = "By the settings a payment writes into neither invoice code.";
    return [inProcore("codes.none", "status", sentence, { fixer: "admin", fix: { words } })];
  }
  if (!inSageNow(facts) || changedCodes(payment, facts).length > 0) return [];
  return [inProcore("codes.nothing_new", "status", "Sage's invoice codes need no change by this payment.")];
}
