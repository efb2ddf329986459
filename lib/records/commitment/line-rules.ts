import type { Facts } from "#lib/core/facts.ts";
import type { Finding } from "#lib/core/findings.ts";
import { codedLineRules } from "#lib/core/line-rules.ts";
import { isEqual, isZero, multiply, toScale } from "#lib/core/money.ts";
import { inProcore, makers } from "#lib/records/commitment/finding.ts";
import type { CommitmentLine } from "#lib/records/commitment/model.ts";

/** True when Sage's lists for the linked job are there to be compared with. */
export type LineContext = { readonly facts: Facts; readonly hasCodes: boolean };

/** The findings of line `number` (from 1), which becomes item `number` in Sage. Fields are `lines.<number>.<name>`. */
export function lineRules(line: CommitmentLine, number: number, context: LineContext): readonly Finding[] {
  return [...codedLineRules(line, number, { ...context, makers }), ...productRules(line, number, context.facts)];
}

const at = (number: number, name: string) => `lines.${number}.${name}`;

/** A priced line must multiply to the cent; a company that does not insist gets the line as an amount only. */
function productRules(line: CommitmentLine, number: number, facts: Facts): readonly Finding[] {
  const product = toScale(multiply(line.quantity, line.unitCost), 2);
  if (isZero(line.unitCost) || isEqual(product, line.amount)) return [];
  const fact = `Line ${number}: ${line.quantity} × ${line.unitCost} is ${product}, the amount is ${line.amount}`;
  if (facts.profile.checkUnitPrices) return [inProcore("amount.product", at(number, "amount"), `${fact}.`)];
  return [
    inProcore("amount.lump_sum", at(number, "amount"), `${fact}; it goes to Sage as an amount only.`, {
      severity: "warns",
    }),
  ];
}
