import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import { estimateExpectations, originals } from "#lib/core/estimates.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { estimateRecords } from "#lib/core/sage-records.ts";
import { documentTag, renderRecords } from "#lib/core/sage-text.ts";
import { newAmounts, readBudget } from "#lib/records/budget/model.ts";

/** The budget goes by its job; what goes later has a number behind it, because every export has a name of its own. */
const erpIdOf = (job: string, times: number): string => (times === 0 ? job : `${job}/original ${times + 1}`);

/**
 * The file and the proof of a budget: a `.jce` with the original estimate of every combination, imported plainly, and the
 * totals before and after. A zero line on a new combination makes the code. Units are never sent. Refuses (`item.not_rendered`) without a job, a date or anything to write; it does not repeat the rules.
 */
export function encode(
  body: Json,
  fields: ExportFields,
  facts: Facts,
  revisionSha256: string,
): Outcome<ExportDocument> {
  const budget = readBudget(body);
  const [job, date] = [facts.job?.job ?? "", fields.date ?? ""];
  if (job === "") return refuse("item.not_rendered", { problem: "the project is not linked to a job." });
  if (facts.asOf.codes === null)
    return refuse("item.not_rendered", { problem: "Sage's cost codes have not been read yet." });
  const groups = newAmounts(budget, facts);
  const records = renderRecords(estimateRecords(groups, { job, date }, facts));
  if (!records.ok) return records;
  const expectations = estimateExpectations(originals, groups, job, facts);
  if (expectations.length === 0)
    return refuse("item.not_rendered", { problem: "the budget has no amount that Sage does not hold already." });
  return ok({
    format: 1,
    companyId: facts.companyId,
    recordType: "budget",
    sourceId: budget.sourceId,
    revisionSha256,
    operation: "create",
    erpId: erpIdOf(job, facts.carried?.times ?? 0),
    tag: documentTag(canonicalJson([revisionSha256, { job, date }])),
    files: [{ step: originals.step, extension: "jce", text: records.value }],
    expectations,
  });
}
