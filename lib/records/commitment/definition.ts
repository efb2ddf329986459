import type { Json } from "#lib/core/canonical-json.ts";
import { codeKey, type Facts, type FactsQuery } from "#lib/core/facts.ts";
import type { ExportFields, RecordType } from "#lib/core/record-type.ts";
import { textProblem } from "#lib/core/sage-text.ts";
import { readCommitment } from "#lib/records/commitment/model.ts";
import { preview } from "#lib/records/commitment/preview.ts";
import { decode, procoreKinds } from "#lib/records/commitment/procore.ts";
import { dateField, rules } from "#lib/records/commitment/rules.ts";
import { encode, limits } from "#lib/records/commitment/sage300.ts";
import { details, lines } from "#lib/records/commitment/view.ts";

/** Subcontracts and purchase orders: from Procore's contracts to Sage's job cost commitments, export only. */
export const commitment: RecordType = {
  id: "commitment",
  label: { one: "Commitment", many: "Commitments" },
  rung: "commitments",
  sourceKinds: Object.entries(procoreKinds).map(([kind, { label }]) => ({ kind, label })),
  hasFiles: true,
  exportFields: [
    {
      name: "sageId",
      label: "Sage ID",
      kind: "text",
      maxLength: limits.sageId,
      isRequired: true,
      hint: "The commitment's id in Sage: 12 characters at most, used once in the whole company.",
    },
    {
      name: "date",
      label: "Commitment date",
      kind: "date",
      isRequired: true,
      hint: "The date of the commitment in Sage.",
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
  erpNoun: "commitment in Sage",
  reconciles: "commitment",
  adopts: {
    among: "commitments",
    tables: ["JCM_MASTER__COMMITMENT", "JCM_MASTER__COMMITMENT_ITEM"],
    fields: ({ date = "" }, { id, name, date: keyed }) => ({ sageId: id, date: keyed ?? date, description: name }),
  },
  decode,
  factsQuery,
  prefill,
  rules,
  encode,
  preview,
  lines,
  details,
  familyKey: (erpId) => `commitment:${erpId.toUpperCase()}`,
};

/** Each combination once; the wanted id as typed and in capitals, since Sage may store either. */
function factsQuery(body: Json, fields: ExportFields): FactsQuery {
  const { projectSourceId, vendor, lines: all } = readCommitment(body);
  const codes = new Map(
    all.map(({ extra, costCode, category }) => [codeKey({ extra, costCode, category }), { extra, costCode, category }]),
  );
  const wanted = fields.sageId ?? "";
  const erpIds = wanted === "" ? [] : [...new Set([wanted, wanted.toUpperCase()])];
  return {
    projectSourceId,
    vendorSourceId: vendor?.sourceId ?? null,
    codes: [...codes.values()],
    erpIds,
    takenIn: "commitments",
    standsOn: true,
  };
}

/** The contract's number as Sage id where the company wants it, its date or today, its title where Sage can hold it. */
function prefill(body: Json, facts: Facts): ExportFields {
  const { number, title, contractDate } = readCommitment(body);
  const { contractNumberAsCommitmentId, capitalIds } = facts.profile;
  const sageId = contractNumberAsCommitmentId ? number : "";
  return {
    sageId: capitalIds ? sageId.toUpperCase() : sageId,
    date: contractDate ?? facts.today,
    description: textProblem(title, limits.description) ? "" : title,
  };
}
