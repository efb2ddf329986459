import type { Json } from "#lib/core/canonical-json.ts";
import type { DocumentKey, Facts, FactsQuery, ParentKey, SageLookup } from "#lib/core/facts.ts";
import type { ExportFields, RecordType } from "#lib/core/record-type.ts";
import { textProblem } from "#lib/core/sage-text.ts";
import { changeOrderKind, procoreKind, readInvoice } from "#lib/records/subcontractor-invoice/model.ts";
import { preview } from "#lib/records/subcontractor-invoice/preview.ts";
import { contractKinds, decode } from "#lib/records/subcontractor-invoice/procore.ts";
import { dateField, rules } from "#lib/records/subcontractor-invoice/rules.ts";
import { encode, limits } from "#lib/records/subcontractor-invoice/sage300.ts";
import { details, lines, payments } from "#lib/records/subcontractor-invoice/view.ts";

/** Subcontractor invoices: from Procore's requisitions to AP invoices of Sage, export only. */
export const subcontractorInvoice: RecordType = {
  id: "subcontractor_invoice",
  label: { one: "Subcontractor invoice", many: "Subcontractor invoices" },
  rung: "invoices",
  sourceKinds: [{ kind: procoreKind, label: "Subcontractor invoice", short: "Invoice" }],
  parentKinds: contractKinds,
  hasFiles: true,
  exportFields: [
    {
      name: "sageId",
      label: "Invoice ID",
      kind: "text",
      maxLength: limits.sageId,
      isRequired: true,
      hint: "The invoice's number in Sage: 15 characters at most, used once for its vendor.",
    },
    {
      name: "accountingDate",
      label: "Accounting date",
      kind: "date",
      isRequired: true,
      hint: "The day, and with it the period, in which Sage books the invoice.",
    },
    {
      name: "description",
      label: "Description",
      kind: "text",
      maxLength: limits.description,
      isRequired: false,
      hint: "What Sage shows beside the number: 30 characters at most.",
    },
  ],
  booksOn: dateField,
  erpNoun: "AP invoice in Sage",
  reconciles: "invoice",
  adopts: {
    among: "invoices",
    tables: ["APM_MASTER__INVOICE", "APM_MASTER__DISTRIBUTION"],
    fields: ({ accountingDate = "" }, { id, name, bookedOn }) => ({
      sageId: id,
      accountingDate: bookedOn ?? accountingDate,
      description: name,
    }),
  },
  decode,
  factsQuery,
  prefill,
  rules,
  encode,
  preview,
  lines,
  details,
  parent,
  standing: { lookup: standingLookup, details: payments },
  familyKey: (erpId) => `invoice:${erpId.toUpperCase()}`,
};

function parent(body: Json): ParentKey {
  return { sourceKinds: contractKinds, sourceId: readInvoice(body).contractSourceId };
}

/** The id is "<vendor>/<invoice>": a vendor's id has no slash, an invoice's may. */
function standingLookup(erpId: string): SageLookup {
  return { table: "APM_MASTER__INVOICE", keys: [erpId.replace("/", "|")] };
}

/** The wanted id as typed and in capitals, below the vendor's; the invoice before, and the change orders that are billed. */
function factsQuery(body: Json, fields: ExportFields): FactsQuery {
  const { projectSourceId, vendor, previousSourceId, lines: all } = readInvoice(body);
  const wanted = fields.sageId ?? "";
  const changeOrders = new Set(all.map((line) => line.changeOrderSourceId).filter((id) => id !== ""));
  const documents: readonly DocumentKey[] = [
    ...(previousSourceId === null ? [] : [{ sourceKind: procoreKind, sourceId: previousSourceId }]),
    ...[...changeOrders].map((sourceId) => ({ sourceKind: changeOrderKind, sourceId })),
  ];
  return {
    projectSourceId,
    vendorSourceId: vendor?.sourceId ?? null,
    codes: [],
    erpIds: wanted === "" ? [] : [...new Set([wanted, wanted.toUpperCase()])],
    takenIn: "invoices",
    standsOn: true,
    parent: parent(body),
    documents,
  };
}

/** The number as invoice ID; the billing date where it is not in the future; what it is for, where Sage can hold it. */
function prefill(body: Json, facts: Facts): ExportFields {
  const { number, billingDate, contractName, sequence } = readInvoice(body);
  const description = [`Invoice ${sequence}`, contractName].filter(Boolean).join(", ");
  return {
    sageId: facts.profile.capitalIds ? number.toUpperCase() : number,
    accountingDate: billingDate !== null && billingDate <= facts.today ? billingDate : facts.today,
    description: textProblem(description, limits.description) ? `Invoice ${sequence}` : description,
  };
}
