import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import type { Expectation, ExportDocument } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { combinationsOf } from "#lib/core/job-codes.ts";
import { combinationExpectations, jobRecords } from "#lib/core/job-records.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { sageLimits } from "#lib/core/sage-records.ts";
import { documentTag, renderRecords } from "#lib/core/sage-text.ts";
import { readSubJob } from "#lib/records/sub-job/model.ts";

/** Limits of Sage and of the product, domain/procore-erp-tool.md 4.5 and domain/sage-300-cre.md 9. */
export const limits = { name: 30, extra: sageLimits.extra } as const;

/** What an extra is called among all of the company: extras are named within their job. A job's id has no slash. */
export function erpIdOf(job: string, extra: string): string {
  return `${job}/${extra}`;
}

/** The job that the extra goes to: the project's, or the one that the project's own item asks for. */
export function jobOf(facts: Facts): string {
  return facts.job?.job ?? facts.parent?.erpId ?? "";
}

/**
 * The file and the proof of one extra: `*`, `E` with its name, a zero line for every code with every cost type. Refuses
 * (`item.not_rendered`) when the extra or the job is not known, or a value cannot be written; it does not repeat the rules.
 */
export function encode(
  body: Json,
  fields: ExportFields,
  facts: Facts,
  revisionSha256: string,
): Outcome<ExportDocument> {
  const subJob = readSubJob(body);
  const { sageId: extra = "", date = "" } = fields;
  const job = jobOf(facts);
  if (extra === "") return refuse("item.not_rendered", { problem: "the extra is empty." });
  if (job === "") return refuse("item.not_rendered", { problem: "the project has no job in Sage." });
  const combinations = combinationsOf(subJob.codes, extra);
  const part = { job, jobDescription: "", extra: { extra, description: subJob.name }, combinations, date };
  const text = renderRecords(jobRecords(part, facts));
  if (!text.ok) return text;
  return ok({
    format: 1,
    companyId: facts.companyId,
    recordType: "sub_job",
    sourceId: subJob.sourceId,
    revisionSha256,
    operation: "create",
    erpId: erpIdOf(job, extra),
    tag: documentTag(canonicalJson([revisionSha256, { job, extra, date }])),
    files: [{ step: "Estimates", extension: "jce", text: text.value }],
    expectations: [extraExpectation(job, extra, subJob.name), ...combinationExpectations(job, combinations)],
  });
}

function extraExpectation(job: string, extra: string, name: string): Expectation {
  return {
    table: "JCM_MASTER__EXTRA",
    unpostedTable: null,
    key: { Job: job, Extra: extra },
    rowKey: ["Extra"],
    columns: { Extra: "text", Description: "text" },
    rows: [{ Extra: extra, Description: name }],
  };
}
