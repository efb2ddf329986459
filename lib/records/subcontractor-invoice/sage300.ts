import { apLayoutOf } from "#lib/core/ap-layout.ts";
import { type ApInvoice, apLimits, apPlaceProblem, apRecords } from "#lib/core/ap-records.ts";
import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import type { Expectation, ExportDocument } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { isZero, sum, toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { documentTag, renderRecords } from "#lib/core/sage-text.ts";
import {
  apInvoiceOf,
  type Invoice,
  type Placed,
  placedLines,
  readInvoice,
} from "#lib/records/subcontractor-invoice/model.ts";

/** Limits of Sage's records, domain/sage-300-cre.md 3.2, 3.3 and 9; domain/procore-erp-tool.md 4.10. */
export const limits = { ...apLimits, number: apLimits.invoice, sageId: apLimits.invoice } as const;

/** What an invoice is called in Sage among all of the company: its number is used once per vendor. */
export function erpIdOf(vendor: string, sageId: string): string {
  return `${vendor}/${sageId}`;
}

/**
 * The file and the proof of one invoice: a header and a distribution for every line that bills or holds anything, in the
 * company's own layout (domain/sage-300-cre.md 3). Refuses (`item.not_rendered`) when an id, a date or an item of the
 * commitment is not known, and when a value has no place in the layout; it does not repeat the rules.
 */
export function encode(
  body: Json,
  fields: ExportFields,
  facts: Facts,
  revisionSha256: string,
): Outcome<ExportDocument> {
  const invoice = readInvoice(body);
  const problem = missing(invoice, fields, facts);
  if (problem !== null) return refuse("item.not_rendered", { problem });
  const ap = apInvoiceOf(invoice, fields, facts);
  if (!ap) return refuse("item.not_rendered", { problem: "a line bills no item of the commitment." });
  const layout = apLayoutOf(facts.profile);
  if (!layout.ok) return layout;
  const nowhere = apPlaceProblem(layout.value, ap);
  if (nowhere !== null) return refuse("item.not_rendered", { problem: nowhere.sentence });
  const text = renderRecords(apRecords(layout.value, ap, facts.profile.apDateFormat));
  if (!text.ok) return text;
  const { sageId = "", accountingDate = "", description = "" } = fields;
  return ok({
    format: 1,
    companyId: facts.companyId,
    recordType: "subcontractor_invoice",
    sourceId: invoice.sourceId,
    revisionSha256,
    operation: "create",
    erpId: erpIdOf(ap.vendor, sageId),
    tag: documentTag(canonicalJson([revisionSha256, { vendor: ap.vendor, sageId, accountingDate, description }])),
    files: [{ step: "ApInvoices", extension: "txt", text: text.value }],
    expectations: expectationsOf(ap, placedLines(invoice, facts), facts, layout.value.distribution.includes("Units")),
  });
}

function missing(invoice: Invoice, fields: ExportFields, facts: Facts): string | null {
  if ((fields.sageId ?? "") === "") return "the invoice ID is empty.";
  if ((fields.accountingDate ?? "") === "") return "the accounting date is empty.";
  if (invoice.billingDate === null) return "the invoice has no billing date.";
  if (!facts.vendor?.link) return "the contract company is not linked to a vendor in Sage.";
  if (!facts.job) return "the project is not linked to a job.";
  if ((facts.parent?.erpId ?? "") === "") return "its commitment has no id in Sage yet.";
  if ((facts.parent?.items ?? []).length === 0) return "the items of its commitment are not known yet.";
  return placedLines(invoice, facts).length === 0 ? "no line bills or holds anything." : null;
}

function expectationsOf(
  ap: ApInvoice,
  placed: readonly Placed[],
  facts: Facts,
  hasUnits: boolean,
): readonly Expectation[] {
  const key = { Vendor: ap.vendor, Invoice: ap.invoice };
  const head: Expectation = {
    table: "APM_MASTER__INVOICE",
    unpostedTable: "APM_NEW__INVOICE",
    key,
    rowKey: ["Invoice"],
    columns: {
      Invoice: "text",
      Description: "text",
      Amount: "number",
      Retainage: "number",
      Invoice_Date: "date",
      Accounting_Date: "date",
    },
    rows: [
      {
        Invoice: ap.invoice,
        Description: ap.description,
        Amount: toScale(ap.amount, 2),
        Retainage: toScale(sum(ap.lines.map((line) => line.retainage)), 2),
        Invoice_Date: ap.invoiceDate,
        Accounting_Date: ap.accountingDate,
      },
    ],
  };
  const isByUnit = hasUnits && ap.lines.some((line) => !isZero(line.units));
  return [head, distributions(ap, placed, facts, isByUnit)];
}

/** Sage numbers the distributions of an invoice in the order of the file (derived, unconfirmed). */
function distributions(ap: ApInvoice, placed: readonly Placed[], facts: Facts, isByUnit: boolean): Expectation {
  return {
    table: "APM_MASTER__DISTRIBUTION",
    unpostedTable: "APM_NEW__DISTRIBUTION",
    key: { Vendor: ap.vendor, Invoice: ap.invoice },
    rowKey: ["Dist_Seq"],
    columns: {
      Dist_Seq: "number",
      Description: "text",
      Commitment: "text",
      Commitment_Line_Item: "number",
      Job: "text",
      Extra: "text",
      Cost_Code: "text",
      Category: "text",
      Amount: "number",
      Retainage: "number",
      ...(isByUnit ? { Units: "number" } : {}),
    },
    rows: ap.lines.map((line, index) => ({
      Dist_Seq: String(index + 1),
      Description: line.description,
      Commitment: line.commitment,
      Commitment_Line_Item: String(line.item),
      // Read back, ids have the punctuation of Sage's mask, however they were written.
      Job: facts.job?.job ?? "",
      Extra: line.extra,
      Cost_Code: placed[index]?.item?.costCode ?? "",
      Category: line.category,
      Amount: toScale(line.amount, 2),
      Retainage: toScale(line.retainage, 2),
      ...(isByUnit ? { Units: line.units } : {}),
    })),
  };
}
