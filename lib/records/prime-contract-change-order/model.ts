import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { isDecimal, type Money, sum } from "#lib/core/money.ts";

const Decimal = z.string().refine(isDecimal, "not a decimal string");

/** One line of the change order. `extra` is the sub job, "" for none; `markup` is the part of the amount that is markup. */
const PrimeChangeLine = z.object({
  sourceId: z.string(),
  description: z.string().default(""),
  extra: z.string().default(""),
  costCode: z.string(),
  category: z.string(),
  amount: Decimal,
  markup: Decimal.default("0"),
  /** The contract's line that it points at, by the source's id; null where the source does not say. */
  contractLineSourceId: z.string().nullable().default(null),
});
export type PrimeChangeLine = z.infer<typeof PrimeChangeLine>;

/** A line of the prime contract; `item` is its id in Sage, "" for a line that did not come from there. */
const ContractItem = z.object({
  sourceId: z.string(),
  item: z.string().default(""),
  description: z.string().default(""),
  extra: z.string().default(""),
  costCode: z.string().default(""),
  category: z.string().default(""),
});
export type ContractItem = z.infer<typeof ContractItem>;

/** A prime contract change order with its contract, as the item's revision holds it; money is decimal text, dates YYYY-MM-DD. */
const PrimeChangeOrder = z.object({
  sourceId: z.string(),
  projectSourceId: z.string(),
  number: z.string(),
  title: z.string(),
  description: z.string().default(""),
  status: z.string(),
  isDeleted: z.boolean().default(false),
  createdDate: z.iso.date().nullable().default(null),
  isExecuted: z.boolean().default(false),
  /** The document's currency where it is not the company's own, else "". */
  foreignCurrency: z.string().default(""),
  grandTotal: Decimal,
  lines: z.array(PrimeChangeLine),
  contractSourceId: z.string(),
  /** Null where it cannot be read any more. `erpId` is its id in Sage, "" for one that was not imported from there. */
  contract: z
    .object({ number: z.string(), title: z.string(), erpId: z.string(), items: z.array(ContractItem) })
    .nullable(),
});
export type PrimeChangeOrder = z.infer<typeof PrimeChangeOrder>;

/** The body of a stored revision. Throws when it is none: bodies are written by `decode` alone. */
export function readPrimeChangeOrder(body: Json): PrimeChangeOrder {
  return PrimeChangeOrder.parse(body);
}

export function linesTotal({ lines }: PrimeChangeOrder): Money {
  return sum(lines.map((line) => line.amount));
}

export function isApproved({ status }: PrimeChangeOrder): boolean {
  return status.toLowerCase() === "approved";
}

/** The contract's items that a line may stand for. `byCode`: the source does not say which, they have the line's code. */
export type Pointed = { readonly items: readonly ContractItem[]; readonly byCode: boolean };

/**
 * The item of the contract that a line changes: the line it points at, else every one with the line's code and cost type
 * (Procore documents the pointer for its newer lines alone, domain/procore-rest-api.md 4.2). Just one is right.
 */
export function pointedAt(line: PrimeChangeLine, { contract }: PrimeChangeOrder): Pointed {
  const all = contract?.items ?? [];
  const { contractLineSourceId: wanted, extra, costCode, category } = line;
  if (wanted !== null) return { items: all.filter((item) => item.sourceId === wanted), byCode: false };
  const isSame = (item: ContractItem) =>
    item.costCode !== "" && item.extra === extra && item.costCode === costCode && item.category === category;
  return { items: all.filter(isSame), byCode: true };
}
