import type { Json } from "#lib/core/canonical-json.ts";
import { ahead, currencyRules, type DateField, dateRules } from "#lib/core/document-rules.ts";
import type { Facts } from "#lib/core/facts.ts";
import { entry, nothingToDo, unwritable } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { isEqual, isNegative, isZero, toScale } from "#lib/core/money.ts";
import { parentRules } from "#lib/core/parent-rules.ts";
import { jobRules, mirrorRules } from "#lib/core/place-rules.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { textProblem } from "#lib/core/sage-text.ts";
import { inExportField, inProcore, inSage, makers } from "#lib/records/commitment-change-order/finding.ts";
import { itemRules, lineRules } from "#lib/records/commitment-change-order/line-rules.ts";
import {
  type ChangeOrder,
  isApproved,
  itemChanges,
  linesTotal,
  readChangeOrder,
} from "#lib/records/commitment-change-order/model.ts";
import { erpIdOf, limits, scopeOf } from "#lib/records/commitment-change-order/sage300.ts";

export const dateField: DateField = {
  code: "date",
  name: "date",
  label: "The transaction date",
  ahead: ahead.refused,
  booked: { ledger: "jc", severity: "blocks" },
};

/**
 * Everything that Countersign has to say about a commitment change order before Sage sees it (domain/procore-erp-tool.md
 * 4.9 and 5, domain/sage-300-cre.md 5.3 to 5.5). Pure. Lines are numbered from 1, items as in Sage.
 */
export function rules(body: Json, fields: ExportFields, facts: Facts): readonly Finding[] {
  const changeOrder = readChangeOrder(body);
  const hasCodes = facts.asOf.codes !== null && facts.asOf.jobs !== null && Boolean(facts.job?.inSage);
  const items = facts.parent?.items ?? [];
  return [
    ...mirrorRules(facts, makers, ["jobs", "codes", "vendors", "commitments", "changeOrders"]),
    ...statusRules(changeOrder),
    ...parentRules(parentWords, changeOrder, facts, makers),
    ...headRules(changeOrder),
    ...jobRules(facts, makers),
    ...sumRules(changeOrder),
    ...lineRules(changeOrder, facts, hasCodes),
    ...(items.length > 0 ? itemRules(itemChanges(changeOrder, items), facts) : []),
    ...sageIdRules(fields.sageId ?? "", facts),
    ...dateRules(dateField, fields.date ?? "", facts, makers),
    ...descriptionRules(fields.description ?? ""),
    ...cautionRules(facts),
  ];
}

const parentWords = {
  does: "changes",
  children: "change orders",
  vendor: "Sage changes the commitment of its own vendor",
};

function statusRules(changeOrder: ChangeOrder): readonly Finding[] {
  if (changeOrder.isDeleted)
    return [inProcore("status.deleted", "status", `Change order ${changeOrder.number} was deleted in Procore.`)];
  if (isApproved(changeOrder)) return [];
  const sentence = `Status is “${changeOrder.status}”; a change order goes to Sage when it is approved.`;
  return [inProcore("status.not_approved", "status", sentence)];
}

function headRules(changeOrder: ChangeOrder): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [name, label] of [
    ["number", "Number"],
    ["title", "Title"],
  ] as const) {
    const [length, limit] = [[...changeOrder[name]].length, limits[name]];
    if (length === 0) findings.push(inProcore(`${name}.missing`, name, `${label} is empty.`));
    if (length > limit)
      findings.push(inProcore(`${name}.too_long`, name, `${label} has ${length} characters; Sage takes ${limit}.`));
  }
  const { problem } = scopeOf(changeOrder);
  if (problem !== null)
    findings.push(inProcore("description.not_whole", "description", problem, { severity: "warns" }));
  findings.push(...currencyRules("The change order", changeOrder.foreignCurrency, makers));
  return findings;
}

function sumRules(changeOrder: ChangeOrder): readonly Finding[] {
  if (changeOrder.lines.length === 0) {
    const sentence = `Change order ${changeOrder.number} has no lines; Sage needs one at least.`;
    return [inProcore("lines.none", "lines", sentence)];
  }
  const total = linesTotal(changeOrder);
  if (!isEqual(total, changeOrder.grandTotal)) {
    const sentence = `The lines add up to ${toScale(total, 2)}, the change order's total is ${toScale(changeOrder.grandTotal, 2)}.`;
    return [inProcore("lines.total_differs", "lines", sentence)];
  }
  if (isZero(total))
    return [inProcore("lines.zero_total", "lines", "The lines add up to zero.", { severity: "warns" })];
  if (!isNegative(total)) return [];
  const sentence = `The change order takes ${toScale(total, 2)} off the commitment.`;
  return [inProcore("lines.negative_total", "lines", sentence, nothingToDo)];
}

function sageIdRules(id: string, facts: Facts): readonly Finding[] {
  if (id === "") return [inExportField("sage_id.missing", "sageId", "The change order ID is empty; Sage needs one.")];
  const findings: Finding[] = [];
  const length = [...id].length;
  if (length > limits.sageId) {
    const sentence = `The change order ID has ${length} characters; ${limits.sageId} are allowed.`;
    findings.push(inExportField("sage_id.too_long", "sageId", sentence));
  }
  const bad = [...id].find((character) => !/[A-Za-z0-9._-]/.test(character));
  if (bad !== undefined) {
    const name = textProblem(bad, 1)?.kind === "character" ? "a character that no id can have" : `“${bad}”`;
    const sentence = `The change order ID has ${name} at position ${[...id].indexOf(bad) + 1}; letters, digits and - . _ are allowed.`;
    findings.push(inExportField("sage_id.character", "sageId", sentence));
  }
  if (facts.profile.capitalIds && id !== id.toUpperCase()) {
    const sentence = `The change order ID is ${id}; Sage stores ids in capitals: ${id.toUpperCase()}.`;
    findings.push(inExportField("sage_id.capitals", "sageId", sentence));
  }
  const commitment = facts.parent?.erpId ?? "";
  const taken = [id, id.toUpperCase()].map((wanted) => entry(facts.takenErpIds, erpIdOf(commitment, wanted)));
  const by = taken.find((words) => words !== undefined);
  if (commitment !== "" && by !== undefined) {
    const sentence = `The change order ID ${id} of ${commitment} is taken: ${by}.`;
    findings.push(inExportField("sage_id.taken", "sageId", sentence, { asOf: facts.asOf.changeOrders }));
  }
  return findings;
}

function descriptionRules(description: string): readonly Finding[] {
  if (description === "") {
    const sentence = "The description for Sage is empty.";
    return [inExportField("sage_description.missing", "description", sentence, { severity: "warns" })];
  }
  const put = (code: string, sentence: string) => inExportField(code, "description", sentence);
  return unwritable("sage_description", "The description for Sage", description, limits.description, put);
}

/** What Procore's own page says before every export (domain/procore-erp-tool.md 4.9). */
function cautionRules({ parent }: Facts): readonly Finding[] {
  if (!parent) return [];
  const name = parent.erpId || parent.number;
  const sentence = `Nobody may have ${name} open in Sage while it is imported: Sage would keep an approved change order without lines.`;
  const fix = { words: `Close ${name} in Sage.` };
  return [inSage("caution.open_in_sage", "parent", sentence, fix.words, { severity: "informs", fixer: "accounting" })];
}
