import { nothingToDo } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { fits, isZero } from "#lib/core/money.ts";
import { inProcore } from "#lib/records/prime-contract-change-order/finding.ts";
import {
  type ContractItem,
  type PrimeChangeLine,
  type PrimeChangeOrder,
  pointedAt,
} from "#lib/records/prime-contract-change-order/model.ts";
import { limits } from "#lib/records/prime-contract-change-order/sage300.ts";

/** What every line must have: one item of the contract that Sage knows, and an amount that Sage can hold. */
export function lineRules(changeOrder: PrimeChangeOrder): readonly Finding[] {
  return changeOrder.lines.flatMap((line, index) => [
    // Without the contract, or with one that is not Sage's, there is nothing to point at.
    ...(changeOrder.contract?.erpId ? placeRules(line, index + 1, changeOrder) : []),
    ...amountRules(line, index + 1),
  ]);
}

const at = (number: number, name: string) => `lines.${number}.${name}`;
const codeOf = ({ extra, costCode, category }: PrimeChangeLine) =>
  [extra, costCode, category].filter(Boolean).join(" ") || "no code";

function placeRules(line: PrimeChangeLine, number: number, changeOrder: PrimeChangeOrder): readonly Finding[] {
  const { items, byCode } = pointedAt(line, changeOrder);
  const contract = changeOrder.contract?.number || changeOrder.contractSourceId;
  const [item, ...others] = items;
  if (!item) {
    const sentence = byCode
      ? `Line ${number}: contract ${contract} has no line with ${codeOf(line)}.`
      : `Line ${number} points at a line that contract ${contract} does not have any more.`;
    const words = "Let the project put the line on a line of the contract; import the contract from Sage again first.";
    return [inProcore("item.missing", at(number, "item"), sentence, { fix: { words } })];
  }
  if (others.length > 0) {
    const sentence = `Line ${number}: contract ${contract} has ${codeOf(line)} on items ${items.map(nameOf).join(", ")}.`;
    const words =
      "Procore does not say which one is meant: let the project give the lines of the contract their own codes.";
    return [inProcore("item.ambiguous", at(number, "item"), sentence, { fix: { words } })];
  }
  return [...itemRules(item, number, contract), ...(byCode ? byCodeRules(item, line, number) : [])];
}

const nameOf = (item: ContractItem) => item.item || `“${item.description}”`;

function itemRules({ item, description }: ContractItem, number: number, contract: string): readonly Finding[] {
  if (item === "") {
    const sentence = `Line ${number}: line “${description}” of contract ${contract} has no Sage item id.`;
    const words = "Import the contract from Sage again, so that its lines carry Sage's item ids.";
    return [inProcore("item.no_origin", at(number, "item"), sentence, { fixer: "accounting", fix: { words } })];
  }
  const length = [...item].length;
  if (length <= limits.item) return [];
  const sentence = `Line ${number}: contract item ${item} has ${length} characters; Sage's have ${limits.item} at most.`;
  const words = "Import the contract from Sage again; a line of its own id in Procore cannot be keyed.";
  return [inProcore("item.too_long", at(number, "item"), sentence, { fixer: "accounting", fix: { words } })];
}

function byCodeRules(item: ContractItem, line: PrimeChangeLine, number: number): readonly Finding[] {
  const sentence = `Line ${number}: Procore names no contract item; ${item.item || "the one"} is the only one with ${codeOf(line)}.`;
  return [inProcore("item.by_code", at(number, "item"), sentence, { ...nothingToDo, fixer: "accounting" })];
}

function amountRules({ amount, markup }: PrimeChangeLine, number: number): readonly Finding[] {
  const { digits, decimals } = limits;
  if (!fits(amount, digits, decimals)) {
    const sentence = `Line ${number}: amount is ${amount}; Sage takes ${digits} digits before and ${decimals} after the point.`;
    return [inProcore("amount.digits", at(number, "amount"), sentence)];
  }
  if (isZero(markup)) return [];
  const sentence = `Line ${number}: ${markup} of the amount is markup; Sage gets it in the contract, not in the estimate.`;
  return [inProcore("markup.included", at(number, "amount"), sentence, { ...nothingToDo, fixer: "accounting" })];
}
