import type { Json } from "#lib/core/canonical-json.ts";
import { codeKey, type Facts, type FactsQuery, type ParentKey } from "#lib/core/facts.ts";
import type { ExportFields, RecordType } from "#lib/core/record-type.ts";
import { textProblem } from "#lib/core/sage-text.ts";
import { readChangeOrder } from "#lib/records/commitment-change-order/model.ts";
import { preview } from "#lib/records/commitment-change-order/preview.ts";
import { contractKinds, decode, procoreKind } from "#lib/records/commitment-change-order/procore.ts";
import { dateField, rules } from "#lib/records/commitment-change-order/rules.ts";
import { encode, limits } from "#lib/records/commitment-change-order/sage300.ts";
import { details, lines } from "#lib/records/commitment-change-order/view.ts";

/** Change orders of commitments: from Procore's packages to change orders of Sage's commitments, export only. */
export const commitmentChangeOrder: RecordType = {
  id: "commitment_change_order",
  label: { one: "Commitment change order", many: "Commitment change orders" },
  rung: "change_orders",
  sourceKinds: [{ kind: procoreKind, label: "Commitment change order", short: "CCO" }],
  parentKinds: contractKinds,
  hasFiles: true,
  exportFields: [
    {
      name: "sageId",
      label: "Sage ID",
      kind: "text",
      maxLength: limits.sageId,
      isRequired: true,
      hint: "The change order's id in Sage: 5 characters at most, used once in its commitment.",
    },
    {
      name: "date",
      label: "Transaction date",
      kind: "date",
      isRequired: true,
      hint: "The date of the change order in Sage; not in the future.",
    },
    {
      name: "description",
      label: "Description",
      kind: "text",
      maxLength: limits.description,
      isRequired: false,
      hint: "What Sage shows beside the id: 30 characters at most.",
    },
  ],
  booksOn: dateField,
  erpNoun: "commitment change order in Sage",
  reconciles: "change_order",
  adopts: {
    among: "change_orders",
    tables: ["JCM_MASTER__COMMITMENT_CO", "JCM_MASTER__COMMITMENT_CO_ITEM", "JCM_MASTER__COMMITMENT_ITEM"],
    fields: ({ date = "" }, { id, name, date: keyed }) => ({ sageId: id, date: keyed ?? date, description: name }),
  },
  // domain/procore-erp-tool.md 4.9: without the PJ module an approved one cannot be deleted.
  unlink: { closed: "Sage deletes no approved change order without its Project Management module." },
  decode,
  factsQuery,
  prefill,
  rules,
  encode,
  preview,
  lines,
  details,
  parent,
  // The id in the commitment is the part behind the last slash.
  familyKey: (erpId) => `commitment:${erpId.slice(0, Math.max(0, erpId.lastIndexOf("/"))).toUpperCase()}`,
};

function parent(body: Json): ParentKey {
  return { sourceKinds: contractKinds, sourceId: readChangeOrder(body).contractSourceId };
}

/** Each combination once; the wanted id as typed and in capitals, below the commitment's. */
function factsQuery(body: Json, fields: ExportFields): FactsQuery {
  const { projectSourceId, vendor, lines: all } = readChangeOrder(body);
  const codes = new Map(
    all.map(({ extra, costCode, category }) => [codeKey({ extra, costCode, category }), { extra, costCode, category }]),
  );
  const wanted = fields.sageId ?? "";
  const erpIds = wanted === "" ? [] : [...new Set([wanted, wanted.toUpperCase()])];
  const vendorSourceId = vendor?.sourceId ?? null;
  return {
    projectSourceId,
    vendorSourceId,
    codes: [...codes.values()],
    erpIds,
    takenIn: "change_orders",
    standsOn: true,
    parent: parent(body),
  };
}

/** The number as Sage id where the company wants it, the day it was made or today, its title where Sage can hold it. */
function prefill(body: Json, facts: Facts): ExportFields {
  const { number, title, createdDate } = readChangeOrder(body);
  const { changeOrderNumberAsId, capitalIds } = facts.profile;
  const sageId = changeOrderNumberAsId ? number : "";
  return {
    sageId: capitalIds ? sageId.toUpperCase() : sageId,
    date: createdDate !== null && createdDate <= facts.today ? createdDate : facts.today,
    description: textProblem(title, limits.description) ? "" : title,
  };
}
