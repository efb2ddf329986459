import type { Json } from "#lib/core/canonical-json.ts";
import type { Facts, FactsQuery, ParentKey } from "#lib/core/facts.ts";
import { combinationsOf } from "#lib/core/job-codes.ts";
import type { ExportFields, RecordType } from "#lib/core/record-type.ts";
import { readSubJob } from "#lib/records/sub-job/model.ts";
import { preview } from "#lib/records/sub-job/preview.ts";
import { decode, procoreKind, projectKind } from "#lib/records/sub-job/procore.ts";
import { dateField, rules } from "#lib/records/sub-job/rules.ts";
import { encode, limits } from "#lib/records/sub-job/sage300.ts";
import { details, lines } from "#lib/records/sub-job/view.ts";

/** Sub jobs: from Procore's sub jobs with their codes to extras of Sage's jobs, export only. */
export const subJob: RecordType = {
  id: "sub_job",
  label: { one: "Sub job", many: "Sub jobs" },
  rung: "codes",
  sourceKinds: [{ kind: procoreKind, label: "Sub job", short: "Sub job" }],
  parentKinds: [projectKind],
  exportFields: [
    {
      name: "sageId",
      label: "Extra",
      kind: "text",
      maxLength: limits.extra,
      isRequired: true,
      hint: "The extra's id on the job in Sage: 10 characters at most, used once on the job.",
    },
    {
      name: "date",
      label: "Date",
      kind: "date",
      isRequired: true,
      hint: "The date of the zero estimate lines that make the codes in Sage.",
    },
  ],
  booksOn: dateField,
  erpNoun: "extra in Sage",
  adopts: {
    among: "extras",
    tables: ["JCM_MASTER__EXTRA"],
    fields: (proposed, { id }) => ({ ...proposed, sageId: id }),
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
  // The job is the part before the first slash.
  familyKey: (erpId) => `job:${erpId.split("/", 1)[0]?.toUpperCase()}`,
};

/** A project that has its job in Sage by now is not waited for, whatever became of its own item. */
function parent(body: Json): ParentKey {
  return { sourceKinds: [projectKind], sourceId: readSubJob(body).projectSourceId, unlessLinked: true };
}

/** The codes on the extra that is wanted, which also asks for the extra itself. */
function factsQuery(body: Json, fields: ExportFields): FactsQuery {
  const { projectSourceId, codes } = readSubJob(body);
  const wanted = fields.sageId ?? "";
  const ids = wanted === "" ? [] : [...new Set([wanted, wanted.toUpperCase()])];
  return {
    projectSourceId,
    vendorSourceId: null,
    codes: [
      ...ids.map((extra) => ({ extra, costCode: "", category: "" })),
      ...codes.map(({ costCode }) => ({ extra: wanted, costCode, category: "" })),
      ...combinationsOf(codes, wanted),
    ],
    erpIds: ids,
    takenIn: "job",
    parent: parent(body),
  };
}

/** The sub job's code as extra, and today. */
function prefill(body: Json, facts: Facts): ExportFields {
  const { code } = readSubJob(body);
  return { sageId: facts.profile.capitalIds ? code.toUpperCase() : code, date: facts.today };
}
