import type { Json } from "#lib/core/canonical-json.ts";
import type { Facts, FactsQuery } from "#lib/core/facts.ts";
import type { ExportFields, RecordType } from "#lib/core/record-type.ts";
import { readCompany } from "#lib/records/vendor/model.ts";
import { preview } from "#lib/records/vendor/preview.ts";
import { decode, procoreKind } from "#lib/records/vendor/procore.ts";
import { rules } from "#lib/records/vendor/rules.ts";
import { encode, limits } from "#lib/records/vendor/sage300.ts";
import { details, lines } from "#lib/records/vendor/view.ts";

/**
 * Companies of Procore's directory that become AP vendors in Sage, export only. An item arises for every active company
 * that is not linked to a Sage vendor. It stays Not sent, where nobody but the vendors screen shows it, until somebody
 * sends it there: most new companies are linked to a vendor that Sage has already, or never paid.
 */
export const vendor: RecordType = {
  id: "vendor",
  label: { one: "Company", many: "Companies" },
  rung: "vendors",
  scope: "company",
  sourceKinds: [{ kind: procoreKind, label: "Company" }],
  isSentByHand: true,
  arises: (body, facts) => {
    const company = readCompany(body);
    return company.isActive && !company.isDeleted && !facts.vendor?.link;
  },
  exportFields: [
    {
      name: "sageId",
      label: "Sage vendor ID",
      kind: "text",
      maxLength: limits.sageId,
      isRequired: true,
      hint: "10 characters at most, in your numbering; used once in Sage.",
    },
    {
      name: "vendorType",
      label: "Vendor type",
      kind: "text",
      maxLength: limits.type,
      isRequired: true,
      hint: "One of the types that vendors in Sage have.",
    },
  ],
  erpNoun: "vendor in Sage",
  decode,
  factsQuery,
  prefill,
  rules,
  encode,
  preview,
  lines,
  details,
  familyKey: (erpId) => `vendor:${erpId.toUpperCase()}`,
  afterProof: (body, erpId) => ({
    kind: "link_vendor",
    vendorSourceId: readCompany(body).sourceId,
    sageVendor: erpId,
  }),
};

/** The company itself with its link, vendors of its name, the types there are, and the wanted id as typed and in capitals. */
function factsQuery(body: Json, fields: ExportFields): FactsQuery {
  const { sourceId, name } = readCompany(body);
  const wanted = fields.sageId ?? "";
  return {
    projectSourceId: null,
    vendorSourceId: sourceId,
    codes: [],
    erpIds: wanted === "" ? [] : [...new Set([wanted, wanted.toUpperCase()])],
    takenIn: "vendors",
    vendorName: name,
  };
}

/** The id follows the company's own numbering, which is not known here; the type is proposed where there is but one. */
function prefill(_body: Json, facts: Facts): ExportFields {
  const types = facts.vendors?.types ?? [];
  return { sageId: "", vendorType: types.length === 1 ? (types[0] ?? "") : "" };
}
