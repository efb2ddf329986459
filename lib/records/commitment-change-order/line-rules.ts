import type { Facts } from "#lib/core/facts.ts";
import { codeKey } from "#lib/core/facts.ts";
import { nothingToDo } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { codedLineRules } from "#lib/core/line-rules.ts";
import { fits, multiply, toScale } from "#lib/core/money.ts";
import { inProcore, inSage, makers } from "#lib/records/commitment-change-order/finding.ts";
import { type ChangeOrder, type ItemChange, isPricedRight } from "#lib/records/commitment-change-order/model.ts";
import { limits } from "#lib/records/commitment-change-order/sage300.ts";

/** The findings of every line by itself; a code that the commitment has already is not called new to the job. */
export function lineRules(changeOrder: ChangeOrder, facts: Facts, hasCodes: boolean): readonly Finding[] {
  const held = new Set((facts.parent?.items ?? []).map(codeKey));
  return changeOrder.lines.flatMap((line, index) =>
    codedLineRules(line, index + 1, { facts, hasCodes: hasCodes && !held.has(codeKey(line)), makers }),
  );
}

/** The findings of what the lines do to the commitment's items. */
export function itemRules(changes: readonly ItemChange[], facts: Facts): readonly Finding[] {
  const commitment = facts.parent?.erpId ?? "";
  return changes.flatMap((change) => [
    ...sumRules(change, commitment),
    ...newItemRules(change, commitment, facts),
    ...unitCostRules(change, commitment),
  ]);
}

const place = ({ lines }: ItemChange) => `lines.${lines[0]}.costCode`;
const linesOf = ({ lines }: ItemChange) =>
  lines.length === 1 ? `Line ${lines[0]}` : `Lines ${lines.slice(0, -1).join(", ")} and ${lines.at(-1)}`;
const codeOf = (change: ItemChange) => [change.extra, change.costCode, change.category].filter(Boolean).join(" ");

function sumRules(change: ItemChange, commitment: string): readonly Finding[] {
  const findings: Finding[] = [];
  if (change.lines.length > 1) {
    const sentence = `${linesOf(change)} change item ${change.item} of ${commitment}; Sage gets their sum, ${toScale(change.amount, 2)}.`;
    findings.push(inProcore("item.summed", place(change), sentence, nothingToDo));
  }
  if (change.lines.length > 1 && !(fits(change.amount, 9, 2) && fits(change.units, 8, 4))) {
    const sentence = `${linesOf(change)} add up to ${change.amount} on item ${change.item}; Sage takes 9 digits before and 2 after the point.`;
    findings.push(inProcore("item.digits", place(change), sentence));
  }
  if (change.others.length > 0) {
    const all = [change.item, ...change.others].sort((a, b) => a - b).join(", ");
    const sentence = `${linesOf(change)}: ${commitment} has ${codeOf(change)} on items ${all}; item ${change.item} is changed.`;
    findings.push(inProcore("item.ambiguous", place(change), sentence, { severity: "warns" }));
  }
  return findings;
}

function newItemRules(change: ItemChange, commitment: string, facts: Facts): readonly Finding[] {
  if (!change.isNew) return [];
  if (change.item > limits.items) {
    const sentence = `${linesOf(change)}: ${commitment} has no number left for a new item; Sage numbers ${limits.items} at most.`;
    return [inProcore("item.no_number", place(change), sentence)];
  }
  const sentence = `${linesOf(change)}: ${codeOf(change)} is not on ${commitment}; item ${change.item} is made for it.`;
  const words = "Nothing to do.";
  const asOf = facts.asOf.commitments;
  return [inSage("item.new", place(change), sentence, words, { asOf, severity: "informs", fixer: "accounting" })];
}

function unitCostRules(change: ItemChange, commitment: string): readonly Finding[] {
  if (isPricedRight(change)) return [];
  const product = toScale(multiply(change.units, change.unitCost), 2);
  const sentence = `${linesOf(change)}: item ${change.item} of ${commitment} keeps its unit cost; ${change.units} × ${change.unitCost} is ${product}, the amount is ${change.amount}.`;
  return [inProcore("item.unit_cost", place(change), sentence)];
}
