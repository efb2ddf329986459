import type { Json } from "#lib/core/canonical-json.ts";
import { ahead, currencyRules, type DateField, dateRules } from "#lib/core/document-rules.ts";
import type { Facts } from "#lib/core/facts.ts";
import { entry, nothingToDo } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { gateRules } from "#lib/core/gates.ts";
import { fits, isEqual, isNegative, isZero, toScale } from "#lib/core/money.ts";
import { jobRules, mirrorRules } from "#lib/core/place-rules.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { inExportField, inProcore, inSage, makers } from "#lib/records/prime-contract-change-order/finding.ts";
import { lineRules } from "#lib/records/prime-contract-change-order/line-rules.ts";
import {
  isApproved,
  linesTotal,
  type PrimeChangeOrder,
  readPrimeChangeOrder,
} from "#lib/records/prime-contract-change-order/model.ts";
import { budgetNote, erpIdOf, limits } from "#lib/records/prime-contract-change-order/sage300.ts";

export const dateField: DateField = {
  code: "date",
  name: "date",
  label: "The transaction date",
  ahead: ahead.refused,
  booked: { ledger: "jc", severity: "blocks" },
};

/**
 * Everything that Countersign has to say about a prime contract change order before Sage sees it (domain/procore-erp-tool.md
 * 4.12, 4.13, 5 and 6). Pure. Lines are numbered from 1.
 */
export function rules(body: Json, fields: ExportFields, facts: Facts): readonly Finding[] {
  const changeOrder = readPrimeChangeOrder(body);
  return [
    ...gateRules(["primeContractVersion"], facts.profile, makers),
    ...mirrorRules(facts, makers, ["jobs"]),
    ...statusRules(changeOrder),
    ...contractRules(changeOrder),
    ...headRules(changeOrder),
    ...jobRules(facts, makers),
    ...sumRules(changeOrder),
    ...lineRules(changeOrder),
    ...sageIdRules(fields.sageId ?? "", facts),
    ...dateRules(dateField, fields.date ?? "", facts, makers),
    ...descriptionRules(fields.description ?? ""),
    inSage("caution.no_budget", "lines", budgetNote, nothingToDo.fix.words, { ...nothingToDo, fixer: "accounting" }),
  ];
}

/** Letters, digits and - . _, as many as Sage takes. */
export function isId(text: string): boolean {
  return /^[A-Za-z0-9._-]+$/.test(text) && text.length <= limits.sageId;
}

/** Text that a person can key into one line: no breaks, nothing invisible, no blanks around. */
export function isLine(text: string): boolean {
  return !/[\p{Cc}\u2028\u2029]/u.test(text) && text === text.trim();
}

function statusRules(changeOrder: PrimeChangeOrder): readonly Finding[] {
  if (changeOrder.isDeleted)
    return [inProcore("status.deleted", "status", `Change order ${changeOrder.number} was deleted in Procore.`)];
  if (isApproved(changeOrder)) return [];
  const sentence = `Status is “${changeOrder.status}”; a change order goes to Sage when it is approved.`;
  return [inProcore("status.not_approved", "status", sentence)];
}

/** Only the change of a contract that came from Sage has a place there (domain/procore-erp-tool.md 6). */
function contractRules({ contract, contractSourceId }: PrimeChangeOrder): readonly Finding[] {
  if (!contract) {
    const sentence = `Prime contract ${contractSourceId} cannot be read in Procore; it was deleted, or the service account may not see it.`;
    const words = "Give the service account leave to read prime contracts, or reject the item.";
    return [inProcore("contract.unknown", "contract", sentence, { fixer: "admin", fix: { words } })];
  }
  if (contract.erpId !== "") return [];
  const sentence = `Prime contract ${contract.number || contractSourceId} was not imported from Sage; it has no Sage id.`;
  const words = "Import the contract from Sage into Procore (Prime Contracts > Ready to Import), then send this again.";
  return [inProcore("contract.not_imported", "contract", sentence, { fixer: "accounting", fix: { words } })];
}

function headRules(changeOrder: PrimeChangeOrder): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [name, label] of [
    ["number", "Number"],
    ["title", "Title"],
  ] as const) {
    const [length, limit] = [[...changeOrder[name]].length, limits[name]];
    if (length === 0) findings.push(inProcore(`${name}.missing`, name, `${label} is empty.`));
    if (length > limit) {
      const sentence = `${label} has ${length} characters; ${limit} are allowed.`;
      findings.push(inProcore(`${name}.too_long`, name, sentence));
    }
  }
  findings.push(...currencyRules("The change order", changeOrder.foreignCurrency, makers));
  return findings;
}

function sumRules(changeOrder: PrimeChangeOrder): readonly Finding[] {
  if (changeOrder.lines.length === 0) {
    const sentence = `Change order ${changeOrder.number} has no lines; Sage needs one at least.`;
    return [inProcore("lines.none", "lines", sentence)];
  }
  const total = linesTotal(changeOrder);
  if (!isEqual(total, changeOrder.grandTotal)) {
    const sentence = `The lines add up to ${toScale(total, 2)}, the change order's total is ${toScale(changeOrder.grandTotal, 2)}.`;
    return [inProcore("lines.total_differs", "lines", sentence)];
  }
  if (!fits(total, limits.digits, limits.decimals)) {
    const sentence = `The total is ${total}; Sage takes ${limits.digits} digits before and ${limits.decimals} after the point.`;
    return [inProcore("total.digits", "lines", sentence)];
  }
  if (isZero(total)) {
    const sentence = "The lines add up to zero; the contract's total would not show in Sage that the change is there.";
    const words = "Key it in Sage yourself where it is needed, and reject the item.";
    return [inProcore("lines.zero_total", "lines", sentence, { fixer: "accounting", fix: { words } })];
  }
  if (!isNegative(total)) return [];
  const sentence = `The change order takes ${toScale(total, 2)} off the contract.`;
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
  const place = [...id].findIndex((character) => !/[A-Za-z0-9._-]/.test(character));
  if (place >= 0) {
    const sentence = `The change order ID has a character that no id can have at position ${place + 1}; letters, digits and - . _ are allowed.`;
    findings.push(inExportField("sage_id.character", "sageId", sentence));
  }
  if (facts.profile.capitalIds && id !== id.toUpperCase()) {
    const sentence = `The change order ID is ${id}; Sage stores ids in capitals: ${id.toUpperCase()}.`;
    findings.push(inExportField("sage_id.capitals", "sageId", sentence));
  }
  const job = facts.job?.job ?? "";
  const [taken] = [id, id.toUpperCase()].flatMap((wanted) => entry(facts.takenErpIds, erpIdOf(job, wanted)) ?? []);
  if (job !== "" && taken !== undefined) {
    const sentence = `The change order ID ${id} of job ${job} is taken: ${taken}.`;
    findings.push(inExportField("sage_id.taken", "sageId", sentence));
  }
  return findings;
}

function descriptionRules(description: string): readonly Finding[] {
  if (description === "") {
    const sentence = "The description for Sage is empty.";
    return [inExportField("sage_description.missing", "description", sentence, { severity: "warns" })];
  }
  const length = [...description].length;
  if (length > limits.description) {
    const sentence = `The description for Sage has ${length} characters; Sage takes ${limits.description}.`;
    return [inExportField("sage_description.too_long", "description", sentence)];
  }
  if (isLine(description)) return [];
  const sentence = "The description for Sage has blanks around it or characters that nobody can key.";
  return [inExportField("sage_description.character", "description", sentence)];
}
