import { apLayoutOf } from "#lib/core/ap-layout.ts";
import { apPlaceProblem } from "#lib/core/ap-records.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import { ahead, currencyRules, type DateField, dateRules } from "#lib/core/document-rules.ts";
import type { Facts } from "#lib/core/facts.ts";
import { entry, unwritable } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { gateRules } from "#lib/core/gates.ts";
import { isZero } from "#lib/core/money.ts";
import { parentRules } from "#lib/core/parent-rules.ts";
import { jobRules, mirrorRules, vendorRules } from "#lib/core/place-rules.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { wordsOf } from "#lib/core/refusals.ts";
import { isBusinessDate } from "#lib/core/sage-text.ts";
import { inExportField, inProcore, inSage, makers } from "#lib/records/subcontractor-invoice/finding.ts";
import { lineRules, sumRules } from "#lib/records/subcontractor-invoice/line-rules.ts";
import { apInvoiceOf, type Invoice, isSendable, readInvoice } from "#lib/records/subcontractor-invoice/model.ts";
import { erpIdOf, limits } from "#lib/records/subcontractor-invoice/sage300.ts";

export const dateField: DateField = {
  code: "accounting_date",
  name: "accountingDate",
  label: "The accounting date",
  ahead: ahead.noticed,
  booked: { ledger: "ap", severity: "blocks" },
};

/**
 * Everything that Countersign has to say about a subcontractor invoice before Sage sees it (domain/procore-erp-tool.md 4.10,
 * 5 and 6, domain/sage-300-cre.md 3). Pure. Lines are numbered from 1.
 */
export function rules(body: Json, fields: ExportFields, facts: Facts): readonly Finding[] {
  const invoice = readInvoice(body);
  return [
    ...mirrorRules(facts, makers, ["jobs", "vendors", "commitments", "invoices"]),
    ...gateRules(["invoicesByCountry", "invoicesByTaxGroups"], facts.profile, makers),
    ...statusRules(invoice),
    ...parentRules(parentWords, invoice, facts, makers),
    ...headRules(invoice),
    ...jobRules(facts, makers),
    ...vendorRules(invoice.vendor, facts, makers),
    ...sumRules(invoice, facts),
    ...lineRules(invoice, facts),
    ...fieldRules(invoice, fields, facts),
    ...layoutRules(invoice, fields, facts),
  ];
}

const parentWords = { does: "bills", children: "invoices", vendor: "Sage charges a commitment of the vendor itself" };

function statusRules(invoice: Invoice): readonly Finding[] {
  const name = invoice.number || `${invoice.sequence}`;
  if (invoice.isDeleted) return [inProcore("status.deleted", "status", `Invoice ${name} was deleted in Procore.`)];
  if (isSendable(invoice)) return [];
  const sentence = `Status is “${invoice.status}”; an invoice goes to Sage when it is approved, approved as noted or pending owner approval.`;
  return [inProcore("status.not_approved", "status", sentence)];
}

function headRules(invoice: Invoice): readonly Finding[] {
  const findings: Finding[] = [];
  if (invoice.number === "") findings.push(inProcore("number.missing", "number", "The invoice has no number."));
  const put = (code: string, sentence: string) => inProcore(code, "number", sentence);
  findings.push(...unwritable("number", "The invoice number", invoice.number, limits.number, put));
  if (invoice.billingDate === null)
    findings.push(inProcore("billing_date.missing", "billingDate", "The invoice has no billing date; Sage needs one."));
  findings.push(...currencyRules("The invoice", invoice.foreignCurrency, makers));
  if (!isZero(invoice.tax)) {
    const sentence = `The invoice has ${invoice.tax} of tax; tax does not go over and has to be added in Sage afterwards.`;
    findings.push(inProcore("tax.not_sent", "tax", sentence, { severity: "warns" }));
  }
  return findings;
}

/** Whether the company's layout of the import is there and carries what this invoice says. */
function layoutRules(invoice: Invoice, fields: ExportFields, facts: Facts): readonly Finding[] {
  const layout = apLayoutOf(facts.profile);
  if (!layout.ok) {
    const words = "An administrator enters it in Settings.";
    return [inSage("layout.unknown", "company", wordsOf(layout.refusal).sentence, words, { fixer: "admin" })];
  }
  const ap = apInvoiceOf(invoice, fields, facts);
  const problem = ap && ap.accountingDate !== "" ? apPlaceProblem(layout.value, ap) : null;
  if (ap === null || problem === null) return unitRules(invoice, layout.value.distribution.includes("Units"));
  const { field, sentence } = problem;
  if (field === "accountingDate") return [inExportField("layout.no_place", field, sentence)];
  return [inSage("layout.no_place", "company", sentence, "Correct the layout in Settings.", { fixer: "admin" })];
}

function unitRules(invoice: Invoice, hasUnits: boolean): readonly Finding[] {
  if (hasUnits || !invoice.lines.some((line) => !isZero(line.units))) return [];
  const sentence =
    "The commitment is billed by quantity; the company's layout of AP invoices has no place for units, so that the amounts go alone.";
  return [inSage("layout.no_units", "company", sentence, "Nothing to do.", { severity: "informs", fixer: "admin" })];
}

/** What the accountant sets: invoice ID, accounting date, description (domain/procore-erp-tool.md 4.10). */
function fieldRules(invoice: Invoice, fields: ExportFields, facts: Facts): readonly Finding[] {
  return [
    ...sageIdRules(fields.sageId ?? "", facts),
    ...accountingDateRules(fields.accountingDate ?? "", invoice, facts),
    ...unwritable(
      "sage_description",
      "The description for Sage",
      fields.description ?? "",
      limits.description,
      (code, sentence) => inExportField(code, "description", sentence),
    ),
  ];
}

function sageIdRules(id: string, facts: Facts): readonly Finding[] {
  if (id === "") return [inExportField("sage_id.missing", "sageId", "The invoice ID is empty; Sage needs one.")];
  const put = (code: string, sentence: string) => inExportField(code, "sageId", sentence);
  const findings = [...unwritable("sage_id", "The invoice ID", id, limits.sageId, put)];
  if (facts.profile.capitalIds && id !== id.toUpperCase())
    findings.push(
      put("sage_id.capitals", `The invoice ID is ${id}; Sage stores ids in capitals: ${id.toUpperCase()}.`),
    );
  const vendor = facts.vendor?.link?.vendor;
  const by = [id, id.toUpperCase()]
    .map((wanted) => entry(facts.takenErpIds, erpIdOf(vendor ?? "", wanted)))
    .find((words) => words !== undefined);
  if (vendor !== undefined && by !== undefined) {
    const sentence = `Vendor ${vendor} has an invoice ${id} already: ${by}.`;
    findings.push(inExportField("sage_id.taken", "sageId", sentence, { asOf: facts.asOf.invoices }));
  }
  return findings;
}

function accountingDateRules(date: string, invoice: Invoice, facts: Facts): readonly Finding[] {
  const findings = [...dateRules(dateField, date, facts, makers)];
  if (isBusinessDate(date) && invoice.billingDate !== null && date < invoice.billingDate) {
    const sentence = `The accounting date ${date} is before the billing date ${invoice.billingDate}.`;
    findings.push(inExportField("accounting_date.before_billing", "accountingDate", sentence, { severity: "warns" }));
  }
  return findings;
}
