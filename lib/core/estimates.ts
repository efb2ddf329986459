import type { Expectation } from "#lib/core/export-document.ts";
import { type CodeKey, codeKey, type Facts, noTotals } from "#lib/core/facts.ts";
import { entry } from "#lib/core/finding-makers.ts";
import { fits, isZero, type Money, sum, toScale } from "#lib/core/money.ts";

/** What an estimate import moves: step of the run, Sage's column, our name for it, and its unposted entry (docs/sage.md). */
type EstimateKind = {
  readonly step: "Estimates" | "EstimatesCO";
  readonly column: "Original_Estimate" | "Approved_Estimate_Changes";
  readonly total: "originalEstimate" | "approvedChanges";
  readonly transactionType: string;
};
export const originals: EstimateKind = {
  step: "Estimates",
  column: "Original_Estimate",
  total: "originalEstimate",
  transactionType: "Original estimate",
};

export const approvedChanges: EstimateKind = {
  step: "EstimatesCO",
  column: "Approved_Estimate_Changes",
  total: "approvedChanges",
  transactionType: "Aprvd est changes",
};

/** The lines of one combination: Sage's totals are by combination, so they go as one sum. `lines` numbers from 1. */
export type EstimateGroup = CodeKey & { readonly amount: Money; readonly lines: readonly number[] };

/** One group for every combination of the lines, in the order in which they come first. */
export function estimateGroups(lines: readonly (CodeKey & { readonly amount: Money })[]): readonly EstimateGroup[] {
  const groups = new Map<string, number[]>();
  for (const [index, line] of lines.entries())
    groups.set(codeKey(line), [...(groups.get(codeKey(line)) ?? []), index + 1]);
  return [...groups.values()].map((numbers) => {
    const own = numbers.map((number) => lines[number - 1] as CodeKey & { readonly amount: Money });
    const { extra, costCode, category } = own[0] as CodeKey;
    return { extra, costCode, category, amount: inCents(sum(own.map((line) => line.amount))), lines: numbers };
  });
}

/** Cents are written out; more decimals stay as they are, for a rule to name. */
export const inCents = (value: Money): Money => (fits(value, 30, 2) ? toScale(value, 2) : value);

/**
 * How the groups are proved: the total of each combination before and after, and the entry between import and posting. A
 * combination that is new reads 0.00 as soon as it was imported; one that stays as it is has nothing to be proved by.
 */
export function estimateExpectations(
  kind: EstimateKind,
  groups: readonly EstimateGroup[],
  job: string,
  facts: Facts,
): readonly Expectation[] {
  return groups.flatMap((group): Expectation[] => {
    const held = entry(facts.categories, codeKey(group));
    if (held && isZero(group.amount)) return [];
    const { extra, costCode, category, amount } = group;
    const before = toScale((held ?? noTotals)[kind.total], 2);
    const place = { Job: job, Extra: extra, Cost_Code: costCode, Category: category };
    const expected = (total: Money) => [{ Category: category, [kind.column]: total }];
    const common = {
      table: "JCM_MASTER__CATEGORY",
      unpostedTable: null,
      key: place,
      rowKey: ["Category"],
      columns: { [kind.column]: "number" },
      rows: expected(toScale(sum([before, amount]), 2)),
    } as const;
    if (isZero(amount)) return [common];
    const unposted = {
      table: "JCT_NEW__TRANSACTION",
      key: { ...place, Transaction_Type: kind.transactionType },
      rowKey: ["Transaction_Type"],
      columns: { Amount: "number" },
      rows: [{ Transaction_Type: kind.transactionType, Amount: toScale(amount, 2) }],
    } as const;
    return [{ ...common, before: expected(before), unposted }];
  });
}
