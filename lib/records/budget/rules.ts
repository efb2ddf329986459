import type { Json } from "#lib/core/canonical-json.ts";
import { ahead, type DateField, dateRules } from "#lib/core/document-rules.ts";
import { estimateLineRules } from "#lib/core/estimate-rules.ts";
import type { EstimateGroup } from "#lib/core/estimates.ts";
import { codeKey, type Facts } from "#lib/core/facts.ts";
import { entry } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { isZero, toScale } from "#lib/core/money.ts";
import { jobRules, mirrorRules } from "#lib/core/place-rules.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { inExportField, inProcore, inSage, makers } from "#lib/records/budget/finding.ts";
import { type Budget, hasGone, linesTotal, newAmounts, readBudget } from "#lib/records/budget/model.ts";

export const dateField: DateField = {
  code: "date",
  name: "date",
  label: "The date",
  ahead: ahead.noticed,
  booked: { ledger: "jc", severity: "blocks" },
};

/**
 * Everything that Countersign has to say about a budget before Sage sees it (domain/procore-erp-tool.md 4.5, 4.6 and 6,
 * domain/sage-300-cre.md 4.1, 4.2 and 9). Pure. Lines are numbered from 1.
 */
export function rules(body: Json, fields: ExportFields, facts: Facts): readonly Finding[] {
  const budget = readBudget(body);
  const hasCodes = facts.asOf.codes !== null && facts.asOf.jobs !== null && Boolean(facts.job?.inSage);
  const groups = newAmounts(budget, facts);
  return [
    ...mirrorRules(facts, makers, ["jobs", "codes"]),
    ...importedRules(facts),
    ...statusRules(budget),
    ...jobRules(facts, makers),
    ...finalizedRules(groups, facts),
    ...totalRules(budget, groups, facts),
    ...estimateLineRules(budget.lines, groups, { facts, hasCodes, makers }),
    ...removedRules(budget, facts),
    ...estimateRules(groups, facts),
    ...dateRules(dateField, fields.date ?? "", facts, makers),
    ...cautionRules(fields.caution ?? "", facts),
  ];
}

/** A budget is created in one system and pushed to the other: Sage would get its own estimate a second time. */
function importedRules({ job, isImported }: Facts): readonly Finding[] {
  if (!isImported) return [];
  const sentence = `This budget came from Sage by the import of the estimate of job ${job?.job ?? ""}; Sage would get it a second time.`;
  const words =
    "Nothing to do: Sage has the estimate. Reject the budget; what changes is entered in Sage and imported again.";
  return [inSage("imported", "lines", sentence, words, { fixer: "accounting" })];
}

function statusRules(budget: Budget): readonly Finding[] {
  if (budget.isDeleted) return [inProcore("status.deleted", "status", "The budget has no lines any more in Procore.")];
  if (budget.isLocked) return [];
  return [inProcore("status.unlocked", "status", "The budget is unlocked; it goes to Sage when it is locked.")];
}

/** A job whose original estimate is finalized takes changes only; a zero line makes the code all the same. */
function finalizedRules(groups: readonly EstimateGroup[], facts: Facts): readonly Finding[] {
  if (!facts.job?.inSage?.isEstimateFinalized || groups.every(({ amount }) => isZero(amount))) return [];
  const sentence = `The original estimate of job ${facts.job.job} is finalized in Sage; the job takes changes only.`;
  const words = "Open the original estimate in Sage, or enter the amounts as a budget change in Procore.";
  return [inSage("job.finalized", "project", sentence, words, { asOf: facts.asOf.jobs })];
}

function totalRules(budget: Budget, groups: readonly EstimateGroup[], facts: Facts): readonly Finding[] {
  if (budget.lines.length === 0)
    return [inProcore("lines.none", "lines", "The budget has no lines; Sage needs one at least.")];
  if (groups.length === 0)
    return [
      inProcore("lines.nothing_new", "lines", "All of the budget went to Sage before; there is nothing new to send."),
    ];
  if (hasGone(facts) || !isZero(linesTotal(budget))) return [];
  return [inProcore("lines.zero_total", "lines", "The budget adds up to zero.", { severity: "warns" })];
}

/** What went to Sage and is no longer in the budget stays there: nothing is taken back by leaving it out. */
function removedRules(budget: Budget, facts: Facts): readonly Finding[] {
  const kept = new Set(budget.lines.map(codeKey));
  return Object.entries(facts.carried?.amounts ?? {})
    .filter(([key, amount]) => !kept.has(key) && !isZero(amount))
    .map(([key, amount]) => {
      const name = key.split("|").filter(Boolean).join(" ");
      const sentence = `${name} went to Sage with ${toScale(amount, 2)} and is no longer in the budget; it stays in Sage.`;
      return inProcore("lines.removed", "lines", sentence, { severity: "warns" });
    });
}

/** A budget lives in one system and is never joined with another: what Sage holds already would be added to. */
function estimateRules(groups: readonly EstimateGroup[], facts: Facts): readonly Finding[] {
  if (hasGone(facts)) return [];
  const held = groups.filter((group) => !isZero(entry(facts.categories, codeKey(group))?.originalEstimate ?? "0"));
  const [first] = held;
  if (!first) return [];
  const name = [first.extra, first.costCode, first.category].filter(Boolean).join(" ");
  const amount = toScale(facts.categories[codeKey(first)]?.originalEstimate ?? "0", 2);
  const sentence = `Sage holds original estimates on ${held.length} of ${groups.length} combinations, the first on ${name} (${amount}); the budget is added to them.`;
  const words = "Take them out in Sage first if the budget is to replace them.";
  return [inSage("estimate.in_sage", "lines", sentence, words, { severity: "warns", asOf: facts.asOf.codes })];
}

/** What Procore's own page has acknowledged before the first export (domain/procore-erp-tool.md 4.6). */
function cautionRules(caution: string, facts: Facts): readonly Finding[] {
  if (caution === acknowledged || hasGone(facts)) return [];
  const sentence =
    "After this export the Sage estimate can never be imported into the budget in Procore; that has to be acknowledged.";
  const fix = {
    words: "Acknowledge it in the export field.",
    action: "change-export-field",
    target: "caution",
  } as const;
  return [inExportField("caution.not_acknowledged", "caution", sentence, { fix })];
}

export const acknowledged = "yes";
