import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import { approvedChanges, estimateExpectations, estimateGroups } from "#lib/core/estimates.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { estimateRecords } from "#lib/core/sage-records.ts";
import { documentTag, renderRecords } from "#lib/core/sage-text.ts";
import { readBudgetChange } from "#lib/records/budget-change/model.ts";

/** Sage keeps no id of an estimate change; here it goes by its job and its number in Procore. */
const erpIdOf = (job: string, number: string): string => `${job}/${number}`;

/**
 * The file and the proof of a budget change: a `.jce` with one amount for every combination, imported as an approved estimate
 * change, and the approved changes before and after. Units are never sent. Refuses (`item.not_rendered`) without a job, a
 * date or anything that changes Sage; it does not repeat the rules.
 */
export function encode(
  body: Json,
  fields: ExportFields,
  facts: Facts,
  revisionSha256: string,
): Outcome<ExportDocument> {
  const change = readBudgetChange(body);
  const [job, date] = [facts.job?.job ?? "", fields.date ?? ""];
  if (job === "") return refuse("item.not_rendered", { problem: "the project is not linked to a job." });
  if (facts.asOf.codes === null)
    return refuse("item.not_rendered", { problem: "Sage's cost codes have not been read yet." });
  const groups = estimateGroups(change.lines);
  const records = renderRecords(estimateRecords(groups, { job, date }, facts));
  if (!records.ok) return records;
  const expectations = estimateExpectations(approvedChanges, groups, job, facts);
  if (expectations.length === 0)
    return refuse("item.not_rendered", { problem: "the budget change leaves every combination as it is in Sage." });
  return ok({
    format: 1,
    companyId: facts.companyId,
    recordType: "budget_change",
    sourceId: change.sourceId,
    revisionSha256,
    operation: "create",
    erpId: erpIdOf(job, change.number),
    tag: documentTag(canonicalJson([revisionSha256, { job, date }])),
    files: [{ step: approvedChanges.step, extension: "jce", text: records.value }],
    expectations,
  });
}
