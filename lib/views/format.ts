import { isNegative, type Money, negate, toScale } from "#lib/core/money.ts";

/** An amount as accountants read it: grouped, two decimals, negatives in parentheses: "1,234.50", "(1,234.50)". */
export function formatAmount(value: Money): string {
  const isBelow = isNegative(value);
  const [whole = "0", cents = "00"] = toScale(isBelow ? negate(value) : value, 2).split(".");
  const text = `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",")}.${cents}`;
  return isBelow ? `(${text})` : text;
}
