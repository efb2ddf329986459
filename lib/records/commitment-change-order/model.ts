import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { codeKey, type ParentItem } from "#lib/core/facts.ts";
import { fits, isDecimal, isEqual, isZero, type Money, multiply, sum, toScale } from "#lib/core/money.ts";

const Decimal = z.string().refine(isDecimal, "not a decimal string");

/** One line of the change order. `extra` is the sub job, "" for none. */
export const ChangeOrderLine = z.object({
  sourceId: z.string(),
  description: z.string().default(""),
  extra: z.string().default(""),
  costCode: z.string(),
  category: z.string(),
  quantity: Decimal.default("0"),
  unit: z.string().default(""),
  unitCost: Decimal.default("0"),
  amount: Decimal,
  isTaxed: z.boolean().default(false),
});
export type ChangeOrderLine = z.infer<typeof ChangeOrderLine>;

/** A change order of a commitment as the item's revision holds it; money is decimal text, dates YYYY-MM-DD. */
export const ChangeOrder = z.object({
  sourceId: z.string(),
  projectSourceId: z.string(),
  /** The contract that it changes, by the source's id. */
  contractSourceId: z.string(),
  number: z.string(),
  title: z.string(),
  description: z.string().default(""),
  status: z.string(),
  isDeleted: z.boolean().default(false),
  /** Named only where the source names it; else it is that of the contract. */
  vendor: z.object({ sourceId: z.string(), name: z.string() }).nullable().default(null),
  createdDate: z.iso.date().nullable().default(null),
  isExecuted: z.boolean().default(false),
  /** The document's currency where it is not the company's own, else "". */
  foreignCurrency: z.string().default(""),
  grandTotal: Decimal,
  lines: z.array(ChangeOrderLine),
});
export type ChangeOrder = z.infer<typeof ChangeOrder>;

/** The body of a stored revision. Throws when it is none: bodies are written by `decode` alone. */
export function readChangeOrder(body: Json): ChangeOrder {
  return ChangeOrder.parse(body);
}

export function linesTotal(changeOrder: ChangeOrder): Money {
  return sum(changeOrder.lines.map((line) => line.amount));
}

export function isApproved(changeOrder: ChangeOrder): boolean {
  return changeOrder.status.toLowerCase() === "approved";
}

/** One change of one item of the commitment in Sage, made of one or more lines. */
export type ItemChange = {
  readonly item: number;
  /** The commitment does not have the item yet: it is made first, with nothing on it. */
  readonly isNew: boolean;
  readonly description: string;
  readonly extra: string;
  readonly costCode: string;
  readonly category: string;
  readonly unit: string;
  readonly unitCost: Money;
  readonly units: Money;
  readonly amount: Money;
  /** Numbers of the lines from 1. */
  readonly lines: readonly number[];
  /** Other items of the commitment with the same code. */
  readonly others: readonly number[];
};

/**
 * Which item each line changes. Sage changes an item once per change order, so lines on one item are summed. Of several
 * items with the code it is the one of the same description, else the first lump sum, else the first. A code that the
 * commitment does not have becomes a new item behind the last one, once per code.
 */
export function itemChanges(changeOrder: ChangeOrder, items: readonly ParentItem[]): readonly ItemChange[] {
  const changes = new Map<number, { item: ParentItem; isNew: boolean; lines: number[]; others: number[] }>();
  const known = [...items].sort((a, b) => a.item - b.item);
  const last = Math.max(0, ...known.map(({ item }) => item));
  const fresh = new Map<string, ParentItem>();
  changeOrder.lines.forEach((line, index) => {
    const same = known.filter((item) => codeKey(item) === codeKey(line));
    const chosen =
      same.find((item) => item.description === line.description) ??
      same.find((item) => isZero(item.unitCost)) ??
      same[0];
    const item = chosen ?? fresh.get(codeKey(line)) ?? newItem(line, last + fresh.size + 1);
    if (!chosen) fresh.set(codeKey(line), item);
    const others = same.filter((other) => other.item !== item.item).map((other) => other.item);
    const change = changes.get(item.item) ?? { item, isNew: !chosen, lines: [], others };
    change.lines.push(index + 1);
    changes.set(item.item, change);
  });
  return [...changes.values()].map(({ item, isNew, lines, others }) => {
    const own = lines.map((number) => changeOrder.lines[number - 1] as ChangeOrderLine);
    return {
      ...item,
      isNew,
      lines,
      others,
      description: own[0]?.description ?? "",
      unit: own[0]?.unit ?? "",
      units: isZero(item.unitCost) ? "0" : sum(own.map((line) => line.quantity)),
      amount: inCents(sum(own.map((line) => line.amount))),
    };
  });
}

const inCents = (value: Money): Money => (fits(value, 30, 2) ? toScale(value, 2) : value);

function newItem({ extra, costCode, category, description }: ChangeOrderLine, item: number): ParentItem {
  return { item, extra, costCode, category, description, unitCost: "0" };
}

/** Sage keeps the unit cost of a priced item: the units have to give the amount. */
export function isPricedRight(change: ItemChange): boolean {
  return isZero(change.unitCost) || isEqual(toScale(multiply(change.units, change.unitCost), 2), change.amount);
}
