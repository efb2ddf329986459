import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { isDecimal, type Money, sum } from "#lib/core/money.ts";

const Decimal = z.string().refine(isDecimal, "not a decimal string");
const BusinessDate = z.iso.date();

/** One line of the schedule of values. `extra` is the sub job, "" for none; quantity and unit cost "0" for a lump sum. */
export const CommitmentLine = z.object({
  sourceId: z.string(),
  description: z.string().default(""),
  extra: z.string().default(""),
  costCode: z.string(),
  category: z.string(),
  quantity: Decimal.default("0"),
  unit: z.string().default(""),
  unitCost: Decimal.default("0"),
  amount: Decimal,
  /** True when the source puts a tax code on the line. */
  isTaxed: z.boolean().default(false),
});
export type CommitmentLine = z.infer<typeof CommitmentLine>;

/**
 * A subcontract or purchase order as the item's revision holds it. Reading is tolerant (later fields have defaults,
 * unknown ones fall away), what comes out is exact: money and quantities are decimal strings, dates YYYY-MM-DD.
 */
export const Commitment = z.object({
  kind: z.enum(["subcontract", "purchase_order"]),
  sourceId: z.string(),
  projectSourceId: z.string(),
  number: z.string(),
  title: z.string(),
  status: z.string(),
  isDeleted: z.boolean().default(false),
  vendor: z.object({ sourceId: z.string(), name: z.string() }).nullable(),
  retainagePercent: Decimal.default("0"),
  contractDate: BusinessDate.nullable().default(null),
  startDate: BusinessDate.nullable().default(null),
  completionDate: BusinessDate.nullable().default(null),
  isExecuted: z.boolean().default(false),
  description: z.string().default(""),
  paymentTerms: z.string().default(""),
  shipVia: z.string().default(""),
  /** The contract's currency where it is not the company's own, else "". */
  foreignCurrency: z.string().default(""),
  /** The header's own total, to be compared with the lines. */
  grandTotal: Decimal,
  lines: z.array(CommitmentLine),
});
export type Commitment = z.infer<typeof Commitment>;

/** The statuses in which the source's document may be sent (domain/procore-erp-tool.md 4.8). */
export const sendableStatuses = {
  subcontract: ["Approved", "Complete"],
  purchase_order: ["Approved"],
} as const satisfies Record<Commitment["kind"], readonly string[]>;

/** The kind as people say it and as Sage spells it in Commitment_Type. */
export const kindNames = { subcontract: "Subcontract", purchase_order: "Purchase order" } as const;

/** The body of a stored revision. Throws when it is none: bodies are written by `decode` alone. */
export function readCommitment(body: Json): Commitment {
  return Commitment.parse(body);
}

/** Sum of the lines' amounts; "0" without lines. */
export function linesTotal(commitment: Commitment): Money {
  return sum(commitment.lines.map((line) => line.amount));
}

export function isSendable(commitment: Commitment): boolean {
  const statuses: readonly string[] = sendableStatuses[commitment.kind];
  return !commitment.isDeleted && statuses.includes(commitment.status);
}
