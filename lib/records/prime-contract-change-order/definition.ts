import type { Json } from "#lib/core/canonical-json.ts";
import { contractFamily, type Facts, type FactsQuery } from "#lib/core/facts.ts";
import type { ExportFields, RecordType } from "#lib/core/record-type.ts";
import { readPrimeChangeOrder } from "#lib/records/prime-contract-change-order/model.ts";
import { preview } from "#lib/records/prime-contract-change-order/preview.ts";
import { decode, procoreKind } from "#lib/records/prime-contract-change-order/procore.ts";
import { dateField, isId, isLine, rules } from "#lib/records/prime-contract-change-order/rules.ts";
import { encode, limits } from "#lib/records/prime-contract-change-order/sage300.ts";
import { details, lines } from "#lib/records/prime-contract-change-order/view.ts";

/** Change orders of prime contracts: from Procore's packages to contract changes that a person keys in Sage, export only. */
export const primeContractChangeOrder: RecordType = {
  id: "prime_contract_change_order",
  label: { one: "Prime contract change order", many: "Prime contract change orders" },
  rung: "prime_contract",
  sourceKinds: [{ kind: procoreKind, label: "Prime contract change order", short: "PCCO" }],
  hasFiles: true,
  exportFields: [
    {
      name: "sageId",
      label: "Change order ID",
      kind: "text",
      maxLength: limits.sageId,
      isRequired: true,
      hint: "The owner change order's id in Sage: 5 characters at most, used once on its job.",
    },
    {
      name: "date",
      label: "Transaction date",
      kind: "date",
      isRequired: true,
      hint: "The date of the contract change in Sage; not in the future.",
    },
    {
      name: "description",
      label: "Description",
      kind: "text",
      maxLength: limits.description,
      isRequired: false,
      hint: "What Sage shows beside the id: 30 characters at most. A longer title is never cut.",
    },
  ],
  booksOn: dateField,
  erpNoun: "contract change order in Sage",
  decode,
  factsQuery,
  prefill,
  rules,
  encode,
  preview,
  lines,
  details,
  // The job is the part before the first slash: whatever moves its contract total goes one after another.
  familyKey: (erpId) => contractFamily(erpId.split("/", 1)[0] ?? ""),
};

/** The wanted id as typed and in capitals, and the job's total as earlier documents will leave it. */
function factsQuery(body: Json, fields: ExportFields): FactsQuery {
  const wanted = fields.sageId ?? "";
  return {
    projectSourceId: readPrimeChangeOrder(body).projectSourceId,
    vendorSourceId: null,
    codes: [],
    erpIds: wanted === "" ? [] : [...new Set([wanted, wanted.toUpperCase()])],
    takenIn: "job",
    contractChanges: true,
  };
}

/** Number and title where Sage can hold them, and the day it was made or today. */
function prefill(body: Json, facts: Facts): ExportFields {
  const { number, title, createdDate } = readPrimeChangeOrder(body);
  const sageId = facts.profile.capitalIds ? number.toUpperCase() : number;
  return {
    sageId: isId(sageId) ? sageId : "",
    date: createdDate !== null && createdDate <= facts.today ? createdDate : facts.today,
    description: isLine(title) && [...title].length <= limits.description ? title : "",
  };
}
