import { Big } from "big.js";

/**
 * Money and quantities are decimal strings: no floats, no grouping, a minus in front ("-1234.50").
 * Amounts are in the company's currency, dollars and cents; unit costs and quantities may carry up to four decimals.
 */
export type Money = string;

const shape = /^-?\d{1,30}(\.\d{1,12})?$/;

/** True for a plain decimal string; exponents, blanks and grouping are not. */
export function isDecimal(text: string): boolean {
  return shape.test(text);
}

function exact(text: Money): Big {
  if (!isDecimal(text)) throw new TypeError(`not a decimal string: ${JSON.stringify(text.slice(0, 40))}`);
  return new Big(text);
}

/** Sum of decimal strings; no rounding. The empty sum is "0". */
export function sum(values: readonly Money[]): Money {
  return values.reduce((total, value) => total.plus(exact(value)), new Big(0)).toFixed();
}
export function subtract(a: Money, b: Money): Money {
  return exact(a).minus(exact(b)).toFixed();
}
export function negate(value: Money): Money {
  return exact(value).neg().toFixed();
}
/** Product without rounding; round it with `toScale`. */
export function multiply(a: Money, b: Money): Money {
  return exact(a).times(exact(b)).toFixed();
}
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  return exact(a).cmp(exact(b));
}
export function isEqual(a: Money, b: Money): boolean {
  return compare(a, b) === 0;
}
export function isZero(value: Money): boolean {
  return exact(value).eq(0);
}
export function isNegative(value: Money): boolean {
  return exact(value).lt(0);
}
/** The value with exactly `decimals` decimals, half away from zero. The one rounding function of the product. */
export function toScale(value: Money, decimals: number): Money {
  const rounded = exact(value).round(decimals, Big.roundHalfUp);
  return rounded.toFixed(decimals);
}
/** The shortest form: no trailing zeros after the point ("10.50" → "10.5", "3.000" → "3"). */
export function trim(value: Money): Money {
  return exact(value).toFixed();
}
/** True when the value needs at most `digits` digits before and `decimals` after the point (a limit written "9.2"). */
export function fits(value: Money, digits: number, decimals: number): boolean {
  const plain = exact(value).abs();
  return plain.round(decimals, Big.roundDown).eq(plain) && plain.lt(new Big(10).pow(digits));
}
