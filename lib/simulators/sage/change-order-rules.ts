import { Decimal } from "decimal.js";
import { closedPeriodWords } from "#lib/simulators/sage/closed-period.ts";
import { itemRow, itemProblems as newItemProblems } from "#lib/simulators/sage/commitment-rules.ts";
import { type Document, effect, judge, type Problems, wordsOf } from "#lib/simulators/sage/documents.ts";
import { type Facts, openPlaces, type Places, path, type RuleContext } from "#lib/simulators/sage/facts.ts";
import type { ParsedLine } from "#lib/simulators/sage/parser.ts";
import type { Plan } from "#lib/simulators/sage/plan.ts";

const APPROVED = "5";

export function planChangeOrders(plan: Plan, documents: readonly Document[], context: RuleContext): void {
  const claimed = new Set<string>();
  const places = openPlaces(context.facts);
  for (const document of documents) {
    const problems: Problems = new Map();
    const headerWords = headerProblems(document, context, claimed);
    if (headerWords.length > 0) problems.set(document.header, headerWords);
    const [added, changed] = [new Set<number>(), new Set<number>()];
    for (const line of document.items) {
      const words =
        line.record === "CI"
          ? additionProblems(line, context, places, added)
          : itemProblems(line, context.facts, changed, added);
      if (words.length > 0) problems.set(line, words);
    }
    const { goodItems, isAccepted } = judge(plan, document, problems, context.interference);
    if (!isAccepted) continue;
    const { commitment = "", commitment_co: changeOrder = "" } = document.header.values;
    claimed.add(path(commitment, changeOrder));
    const additions = goodItems.filter((line) => line.record === "CI");
    plan.rows.items.push(...additions.map((line) => itemRow(line, null, places, context.tag)));
    addRows(
      plan,
      document.header,
      goodItems.filter((line) => line.record !== "CI"),
      context.tag,
    );
  }
}

const value = (line: ParsedLine, name: string): string => line.values[name] ?? "";

function headerProblems(document: Document, context: RuleContext, claimed: ReadonlySet<string>): string[] {
  const line = document.header;
  if (line.refusals.length > 0) return wordsOf(line);
  const { facts, today } = context;
  const words: string[] = [];
  const commitment = value(line, "commitment");
  const changeOrder = value(line, "commitment_co");
  const known = facts.commitments.find((row) => row.commitment === commitment);
  if (!known || known.state === "deleted") words.push("commitment not found");
  else if (known.state === "unposted") words.push("commitment not posted");
  else if (known.closed) words.push("commitment is closed");
  const isUsed = facts.changeOrders.some((row) => row.commitment === commitment && row.changeOrder === changeOrder);
  if (isUsed || claimed.has(path(commitment, changeOrder))) words.push("change order already exists");
  if (value(line, "date") > today) words.push("date in the future");
  words.push(...closedPeriodWords(value(line, "date"), facts.closedThrough));
  if (value(line, "status") !== APPROVED) words.push("status not 5");
  if (document.items.every((item) => item.record === "CI")) words.push("no items");
  return words;
}

/** A new item of a commitment that stands in Sage already; whether the header may is judged with the header. */
function additionProblems(line: ParsedLine, context: RuleContext, places: Places, added: Set<number>): string[] {
  const words = newItemProblems(line, context, places, added);
  const number = Number(value(line, "item_number"));
  const isThere = context.facts.items.some(
    (row) => row.commitment === value(line, "commitment") && row.item === number,
  );
  return isThere ? [...words, "item already exists"] : words;
}

function itemProblems(line: ParsedLine, facts: Facts, numbers: Set<number>, added: ReadonlySet<number>): string[] {
  if (line.refusals.length > 0) return wordsOf(line);
  const words: string[] = [];
  const number = Number(value(line, "item_number"));
  const item = facts.items.find((row) => row.commitment === value(line, "commitment") && row.item === number);
  if (!item && !added.has(number)) words.push("item not found");
  else if (item && hasOtherUnitCost(line, item)) words.push("unit cost mismatch");
  if (numbers.has(number)) words.push("item changed twice");
  numbers.add(number);
  return words;
}

// The record carries no tax of its own, so a taxed item cannot be checked.
function hasOtherUnitCost(line: ParsedLine, item: Facts["items"][number]): boolean {
  const unitCost = new Decimal(item.unitCost);
  if (unitCost.isZero() || !new Decimal(item.tax).isZero()) return false;
  const worth = unitCost.mul(value(line, "units") || 0).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  return !worth.eq(value(line, "amount"));
}

function addRows(plan: Plan, header: ParsedLine, items: ParsedLine[], tag: string): void {
  const commitment = value(header, "commitment");
  const changeOrder = value(header, "commitment_co");
  const amount = Decimal.sum(0, ...items.map((line) => value(line, "amount"))).toFixed(2);
  plan.rows.changeOrders.push({
    commitment,
    commitment_co: changeOrder,
    description: value(header, "description"),
    co_date: value(header, "date"),
    status: "Approved",
    scope: value(header, "scope"),
    printed: value(header, "printed") === "1",
    amount,
    batch: tag,
  });
  for (const line of items) {
    plan.rows.changeOrderItems.push({
      commitment,
      commitment_co: changeOrder,
      item_number: Number(value(line, "item_number")),
      description: value(line, "description"),
      units: value(line, "units") || "0",
      amount: value(line, "amount"),
      batch: tag,
    });
  }
  const lines = items.map((line) => [Number(value(line, "item_number")), value(line, "amount")]);
  plan.effects.push(effect("change_order.imported", header.key, amount, { items: items.length, lines }));
}
