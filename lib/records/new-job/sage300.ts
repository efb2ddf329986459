import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import type { Expectation, ExportDocument } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { combinationsOf } from "#lib/core/job-codes.ts";
import { combinationExpectations, jobRecords } from "#lib/core/job-records.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { sageLimits } from "#lib/core/sage-records.ts";
import { documentTag, renderRecords } from "#lib/core/sage-text.ts";
import { readProject } from "#lib/records/new-job/model.ts";

/** Limits of Sage and of the product, domain/procore-erp-tool.md 4.4 and domain/sage-300-cre.md 8.1. */
export const limits = { name: 30, address: 30, city: 15, state: 4, zip: 10, job: sageLimits.job } as const;

/**
 * The file and the proof of one job: `*` with its name, a zero line for every code with every cost type. The address is not
 * part of this file. Refuses (`item.not_rendered`) when the Job ID is not known or a value cannot be written.
 */
export function encode(
  body: Json,
  fields: ExportFields,
  facts: Facts,
  revisionSha256: string,
): Outcome<ExportDocument> {
  const project = readProject(body);
  const { sageId: job = "", date = "" } = fields;
  if (job === "") return refuse("item.not_rendered", { problem: "the Job ID is empty." });
  const combinations = combinationsOf(project.codes, "");
  const text = renderRecords(jobRecords({ job, jobDescription: project.name, extra: null, combinations, date }, facts));
  if (!text.ok) return text;
  return ok({
    format: 1,
    companyId: facts.companyId,
    recordType: "new_job",
    sourceId: project.sourceId,
    revisionSha256,
    operation: "create",
    erpId: job,
    tag: documentTag(canonicalJson([revisionSha256, { job, date }])),
    files: [{ step: "Estimates", extension: "jce", text: text.value }],
    expectations: [jobExpectation(job, project.name), ...combinationExpectations(job, combinations)],
  });
}

function jobExpectation(job: string, name: string): Expectation {
  return {
    table: "JCM_MASTER__JOB",
    unpostedTable: null,
    key: { Job: job },
    rowKey: ["Job"],
    columns: { Job: "text", Description: "text" },
    rows: [{ Job: job, Description: name }],
  };
}
