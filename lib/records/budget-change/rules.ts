import type { Json } from "#lib/core/canonical-json.ts";
import { ahead, currencyRules, type DateField, dateRules } from "#lib/core/document-rules.ts";
import { estimateLineRules } from "#lib/core/estimate-rules.ts";
import { estimateGroups } from "#lib/core/estimates.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { Finding } from "#lib/core/findings.ts";
import { isEqual, toScale } from "#lib/core/money.ts";
import { acceptFirst, waitFor } from "#lib/core/parent-rules.ts";
import { jobRules, mirrorRules } from "#lib/core/place-rules.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { itemStates } from "#lib/core/workflow.ts";
import { inProcore, inSage, makers } from "#lib/records/budget-change/finding.ts";
import { type BudgetChange, isApproved, linesTotal, readBudgetChange } from "#lib/records/budget-change/model.ts";

export const dateField: DateField = {
  code: "date",
  name: "date",
  label: "The date",
  ahead: ahead.noticed,
  booked: { ledger: "jc", severity: "blocks" },
};

/**
 * Everything that Countersign has to say about a budget change before Sage sees it (domain/procore-erp-tool.md 4.6 and 6,
 * domain/sage-300-cre.md 4.1 and 4.2). Pure. Lines are numbered from 1. A finalized original estimate does not matter: Sage
 * takes changes all the same.
 */
export function rules(body: Json, fields: ExportFields, facts: Facts): readonly Finding[] {
  const change = readBudgetChange(body);
  const hasCodes = facts.asOf.codes !== null && facts.asOf.jobs !== null && Boolean(facts.job?.inSage);
  return [
    ...mirrorRules(facts, makers, ["jobs", "codes"]),
    ...statusRules(change),
    ...parentRules(facts),
    ...currencyRules("The budget change", change.foreignCurrency, makers),
    ...jobRules(facts, makers),
    ...sumRules(change),
    ...estimateLineRules(change.lines, estimateGroups(change.lines), { facts, hasCodes, makers }),
    ...dateRules(dateField, fields.date ?? "", facts, makers),
  ];
}

function statusRules(change: BudgetChange): readonly Finding[] {
  if (change.isDeleted)
    return [inProcore("status.deleted", "status", `Budget change ${change.number} was deleted in Procore.`)];
  if (isApproved(change)) return [];
  const sentence = `Status is “${change.status}”; a budget change goes to Sage when it is approved.`;
  return [inProcore("status.not_approved", "status", sentence)];
}

/** The budget has to be accepted; whether it is posted in Sage is asked again before release. */
function parentRules({ parent }: Facts): readonly Finding[] {
  if (!parent) {
    const words = "Wait for the next reading of Procore; the budget has to be sent and accepted first.";
    return [inSage("parent.unknown", "parent", "The project's budget is not known here.", words, { fixer: "project" })];
  }
  if (!parent.isAccepted) {
    const sentence = `The budget is “${itemStates[parent.state].label}”; it has to be accepted before its changes.`;
    const words = "Accept the budget, alone or together with this.";
    const fix = acceptFirst(parent, words);
    return [inSage("parent.not_accepted", "parent", sentence, words, { fixer: "accounting", fix })];
  }
  if (parent.isProved) return [];
  const sentence = "The budget is not posted in Sage and read back yet; this waits for it.";
  const severity = parent.state === "failed" || parent.state === "held" ? "warns" : "informs";
  const fix = waitFor(parent);
  return [inSage("parent.not_proved", "parent", sentence, fix.words, { severity, fixer: "accounting", fix })];
}

function sumRules(change: BudgetChange): readonly Finding[] {
  if (change.lines.length === 0) {
    const sentence = `Budget change ${change.number} has no lines; Sage needs one at least.`;
    return [inProcore("lines.none", "lines", sentence)];
  }
  const total = linesTotal(change);
  if (isEqual(total, change.total)) return [];
  const sentence = `The lines add up to ${toScale(total, 2)}, the budget change's total is ${toScale(change.total, 2)}.`;
  return [inProcore("lines.total_differs", "lines", sentence)];
}
