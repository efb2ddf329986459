import type { Json } from "#lib/core/canonical-json.ts";
import type { Facts, FactsQuery } from "#lib/core/facts.ts";
import { combinationsOf } from "#lib/core/job-codes.ts";
import type { AfterProof, ExportFields, RecordType } from "#lib/core/record-type.ts";
import { readProject } from "#lib/records/new-job/model.ts";
import { preview } from "#lib/records/new-job/preview.ts";
import { decode, procoreKind } from "#lib/records/new-job/procore.ts";
import { dateField, rules } from "#lib/records/new-job/rules.ts";
import { encode, limits } from "#lib/records/new-job/sage300.ts";
import { details, lines } from "#lib/records/new-job/view.ts";

/** Projects: from Procore's projects with their codes to new jobs in Sage, export only. */
export const newJob: RecordType = {
  id: "new_job",
  label: { one: "Project", many: "Projects" },
  rung: "job",
  sourceKinds: [{ kind: procoreKind, label: "Project", short: "New job" }],
  exportFields: [
    {
      name: "sageId",
      label: "Job ID",
      kind: "text",
      maxLength: limits.job,
      isRequired: true,
      hint: "The job's id in Sage, in the company's format: 10 characters at most, used once.",
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
  erpNoun: "job in Sage",
  decode,
  factsQuery,
  prefill,
  rules,
  encode,
  preview,
  lines,
  details,
  arises: (body, facts) => facts.job === null && readProject(body).isErpIntegrated,
  afterProof: (_body, erpId): AfterProof => ({ kind: "link_project", job: erpId }),
  familyKey: (erpId) => `job:${erpId.toUpperCase()}`,
};

/** The wanted id as typed and in capitals, among Sage's jobs and the items here. */
function factsQuery(body: Json, fields: ExportFields): FactsQuery {
  const { sourceId, codes } = readProject(body);
  const wanted = fields.sageId ?? "";
  const ids = wanted === "" ? [] : [...new Set([wanted, wanted.toUpperCase()])];
  return {
    projectSourceId: sourceId,
    vendorSourceId: null,
    codes: [...codes.map(({ costCode }) => ({ extra: "", costCode, category: "" })), ...combinationsOf(codes, "")],
    erpIds: ids,
    jobs: ids,
  };
}

/** The project's number as Job ID, and today. */
function prefill(body: Json, facts: Facts): ExportFields {
  const { number } = readProject(body);
  return { sageId: facts.profile.capitalIds ? number.toUpperCase() : number, date: facts.today };
}
