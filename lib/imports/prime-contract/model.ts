import { z } from "zod";
import type { Staged } from "#lib/core/import-type.ts";
import { isZero, type Money, sum, toScale } from "#lib/core/money.ts";

const Item = z.object({
  item: z.string(),
  description: z.string(),
  extra: z.string(),
  costCode: z.string(),
  category: z.string(),
  amount: z.string(),
});
export type Item = z.infer<typeof Item>;

/** A contract with an owner as it is staged: from Contracts (`isOwn`), or from the job and its miscellaneous worksheet. */
export const PrimeContract = z.object({
  /** Its id in Sage; the job's where the contract is kept on the job. */
  contract: z.string(),
  job: z.string(),
  name: z.string(),
  status: z.string(),
  /** YYYY-MM-DD. */
  date: z.string().nullable(),
  /** Percent: 10 is ten percent. */
  retainage: z.string(),
  /** The original amount as Sage's head has it. */
  amount: z.string(),
  isOwn: z.boolean(),
  items: z.array(Item),
});
export type PrimeContract = z.infer<typeof PrimeContract>;

export const ContractHere = z.object({
  /** The project that is linked to the job; null when none is. */
  projectSourceId: z.string().nullable(),
  /** Prime contracts of Procore that carry this contract's id, as they were read last. */
  contracts: z.array(
    z.object({
      sourceId: z.string(),
      projectSourceId: z.string(),
      project: z.string().nullable(),
      status: z.string(),
    }),
  ),
  /** A prime contract of the project that has the id as its number and no tie. */
  twin: z.string().nullable(),
});

/** The content of a staged record. Throws when it is none: rows are made by lib/db/staged-contracts.ts alone. */
export function readContract({ row, here }: Staged): PrimeContract & { readonly here: z.infer<typeof ContractHere> } {
  return { ...PrimeContract.parse(row), here: ContractHere.parse(here) };
}

/** The lines that Procore gets; a job that has an amount and no worksheet becomes one line. */
export function linesOf({ items, isOwn, amount }: PrimeContract): readonly Item[] {
  if (items.length > 0 || isOwn || isZero(amount)) return items;
  return [{ item: "1", description: "Original contract", extra: "", costCode: "", category: "", amount }];
}

export function totalOf(contract: PrimeContract): Money {
  return toScale(sum(linesOf(contract).map(({ amount }) => amount)), 2);
}

/** "24-01-P/1000": lines of all contracts are told apart by it. */
export function lineKey(contract: string, { item }: Item): string {
  return `${contract}/${item}`;
}
