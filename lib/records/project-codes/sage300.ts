import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { combinationExpectations, jobRecords } from "#lib/core/job-records.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { documentTag, renderRecords } from "#lib/core/sage-text.ts";
import { newCombinations, readProjectCodes } from "#lib/records/project-codes/model.ts";

/**
 * The file and the proof of codes that are new on a job: `*` and a zero line for every combination that Sage does not have.
 * Their name in Sage is the job with the first of them, which no earlier document made. Refuses (`item.not_rendered`) when
 * the job is not known, Sage's codes were never read, nothing is new, or a value cannot be written.
 */
export function encode(
  body: Json,
  fields: ExportFields,
  facts: Facts,
  revisionSha256: string,
): Outcome<ExportDocument> {
  const codes = readProjectCodes(body);
  const { date = "" } = fields;
  const job = facts.job?.job ?? "";
  if (job === "") return refuse("item.not_rendered", { problem: "the project is not linked to a job." });
  if (facts.asOf.codes === null)
    return refuse("item.not_rendered", { problem: "Sage's cost codes have not been read yet." });
  const combinations = newCombinations(codes, facts);
  const first = combinations[0];
  if (!first) return refuse("item.not_rendered", { problem: "every code is on the job in Sage." });
  const text = renderRecords(jobRecords({ job, jobDescription: "", extra: null, combinations, date }, facts));
  if (!text.ok) return text;
  return ok({
    format: 1,
    companyId: facts.companyId,
    recordType: "project_codes",
    sourceId: codes.sourceId,
    revisionSha256,
    operation: "create",
    erpId: `${job}/${first.costCode}.${first.category}`,
    tag: documentTag(canonicalJson([revisionSha256, { job, date, first: [first.costCode, first.category] }])),
    files: [{ step: "Estimates", extension: "jce", text: text.value }],
    expectations: combinationExpectations(job, combinations),
  });
}
