import type { Facts } from "#lib/core/facts.ts";
import { nothingToDo, unwritable } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import {
  compare,
  fits,
  isEqual,
  isNegative,
  isZero,
  type Money,
  negate,
  subtract,
  sum,
  toScale,
} from "#lib/core/money.ts";
import { itemStates } from "#lib/core/workflow.ts";
import { inProcore, inSage } from "#lib/records/subcontractor-invoice/finding.ts";
import {
  billing,
  changeOrderOf,
  codeOf,
  type Invoice,
  type Placed,
  placedLines,
  previousOf,
} from "#lib/records/subcontractor-invoice/model.ts";
import { limits } from "#lib/records/subcontractor-invoice/sage300.ts";

/** What Sage's header says must be what its lines add up to, to the cent (domain/procore-erp-tool.md 4.10). */
export function sumRules(invoice: Invoice, facts: Facts): readonly Finding[] {
  const { lines, amount, retainage, linesAmount, linesRetainage } = billing(invoice, facts);
  if (lines.length === 0) {
    const sentence = "No line of the invoice bills or holds anything in this period.";
    return [inProcore("lines.none", "lines", sentence)];
  }
  const differs = (code: string, what: string, head: Money, total: Money): readonly Finding[] => {
    if (isEqual(head, total)) return [];
    const difference = toScale(subtract(head, total), 2);
    const sentence = `${what} is ${head}, its lines add up to ${total}; the difference is ${difference}.`;
    return [inProcore(code, "lines", sentence)];
  };
  return [
    ...differs("lines.amount_differs", "Payment due with the retainage held of this period", amount, linesAmount),
    ...differs("lines.retainage_differs", "The retainage held of this period", retainage, linesRetainage),
    ...previousRules(invoice, facts),
    ...signRules(amount),
    ...digitRules("The invoice's amount", amount, "amount.digits", "lines"),
  ];
}

/** Stored materials are sums to date: without the invoice before, nobody knows which of them are new. */
function previousRules(invoice: Invoice, facts: Facts): readonly Finding[] {
  if (invoice.previousSourceId === null || previousOf(invoice, facts)) return [];
  const stored = sum(invoice.lines.map((line) => line.materialsStored));
  if (isZero(stored)) return [];
  const sentence = `The invoice before is not known here; all of the stored materials, ${toScale(stored, 2)}, count as new.`;
  return [inProcore("lines.previous_unknown", "lines", sentence, { severity: "warns" })];
}

function signRules(amount: Money): readonly Finding[] {
  if (!isNegative(amount)) return [];
  const sentence = `The invoice is negative (${amount}): Sage gets a credit.`;
  return [inProcore("amount.negative", "lines", sentence, { severity: "warns" })];
}

/** The findings of every billed line: its item in Sage, its change order, its text and its figures. */
export function lineRules(invoice: Invoice, facts: Facts): readonly Finding[] {
  const hasItems = (facts.parent?.items ?? []).length > 0;
  return placedLines(invoice, facts).flatMap((placed) => [
    ...(hasItems ? itemRules(placed, facts) : []),
    ...changeOrderRules(placed, facts),
    ...textRules(placed),
    ...moneyRules(placed),
  ]);
}

const at = ({ number }: Placed, name: string) => `lines.${number}.${name}`;

function itemRules(placed: Placed, facts: Facts): readonly Finding[] {
  const { number, line, item, others } = placed;
  const commitment = facts.parent?.erpId || facts.parent?.number || "";
  const asOf = facts.asOf.commitments;
  if (!item) {
    const sentence = `Line ${number}: ${commitment} has no item with code ${line.code || "(none)"} in Sage.`;
    return [inProcore("item.missing", at(placed, "code"), sentence, { asOf })];
  }
  if (line.code !== "" && codeOf(item) !== line.code) {
    const sentence = `Line ${number}: item ${item.item} of ${commitment} has code ${codeOf(item)} in Sage, the line has ${line.code}.`;
    return [inProcore("item.code_differs", at(placed, "code"), sentence, { asOf })];
  }
  if (others.length === 0) return [];
  const all = [item.item, ...others].sort((a, b) => a - b).join(", ");
  const sentence = `Line ${number}: ${commitment} has ${codeOf(item)} on items ${all}; item ${item.item} is billed.`;
  return [inProcore("item.ambiguous", at(placed, "code"), sentence, { severity: "warns" })];
}

/** A change order is billed when it is in Sage: Sage would find no item, or no amount on it. */
function changeOrderRules(placed: Placed, facts: Facts): readonly Finding[] {
  const { number, line } = placed;
  if (line.changeOrderSourceId === "") return [];
  const known = changeOrderOf(line, facts);
  const field = at(placed, "changeOrder");
  if (!known) {
    const sentence = `Line ${number} bills a change order that is not known here.`;
    const words = "The change order has to be sent, accepted and Synced first.";
    return [inSage("change_order.unknown", field, sentence, words, { fixer: "project" })];
  }
  if (known.isProved) return [];
  const sentence = `Line ${number} bills change order ${known.number}, which is “${itemStates[known.state].label}”; it has to be Synced first.`;
  const words = `Wait until ${known.number} is Synced.`;
  return [inSage("change_order.not_proved", field, sentence, words, { fixer: "accounting" })];
}

function textRules(placed: Placed): readonly Finding[] {
  const { number, line } = placed;
  return unwritable(
    "line_description",
    `Line ${number}: description`,
    line.description,
    limits.description,
    (code, sentence) => inProcore(code, at(placed, "description"), sentence),
  );
}

function moneyRules(placed: Placed): readonly Finding[] {
  const { number, line, amount, retainage } = placed;
  const findings: Finding[] = [
    ...digitRules(`Line ${number}: amount`, amount, "line_amount.digits", at(placed, "amount")),
    ...digitRules(`Line ${number}: retainage`, retainage, "line_retainage.digits", at(placed, "retainage"), 7),
  ];
  if (isNegative(amount)) {
    const sentence = `Line ${number}: the amount is negative (${amount}).`;
    findings.push(inProcore("line_amount.negative", at(placed, "amount"), sentence, nothingToDo));
  }
  const billed = sum([line.completedBefore, line.workThisPeriod, line.materialsStored]);
  if (!isNegative(line.scheduled) && compare(billed, line.scheduled) > 0) {
    const sentence = `Line ${number}: ${toScale(billed, 2)} is billed to date, ${toScale(line.scheduled, 2)} is scheduled.`;
    findings.push(inProcore("line_amount.over_scheduled", at(placed, "amount"), sentence, { severity: "warns" }));
  }
  if (isNegative(retainage)) {
    const sentence = `Line ${number}: the retainage is negative (${retainage}): more is released than held.`;
    findings.push(inProcore("line_retainage.negative", at(placed, "retainage"), sentence, { severity: "warns" }));
  }
  const [held, whole] = [retainage, amount].map((value) => (isNegative(value) ? negate(value) : value)) as [
    Money,
    Money,
  ];
  if (!isNegative(retainage) && compare(held, whole) > 0) {
    const sentence = `Line ${number}: the retainage ${retainage} is more than the amount ${amount}.`;
    findings.push(inProcore("line_retainage.over_amount", at(placed, "retainage"), sentence, { severity: "warns" }));
  }
  return findings;
}

function digitRules(label: string, value: Money, code: string, field: string, digits = 9): readonly Finding[] {
  if (fits(value, digits, 2)) return [];
  const sentence = `${label} is ${value}; Sage takes ${digits} digits before and 2 after the point.`;
  return [inProcore(code, field, sentence)];
}
