import { Decimal } from "decimal.js";

const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

const DECIMAL = /^-?\d{1,18}(\.\d{1,10})?$/;

export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

export function money(value: string | null | undefined): string {
  return new Exact(value ?? 0).toFixed(2);
}

export function sum(values: readonly string[]): string {
  return values.reduce((total, value) => total.plus(value), new Exact(0)).toFixed(2);
}

export function minus(left: string, right: string): string {
  return new Exact(left).minus(right).toFixed(2);
}

export function times(quantity: string, unitCost: string): string {
  return new Exact(quantity).times(unitCost).toFixed(2);
}

export function percentage(part: string, whole: string): string {
  const total = new Exact(whole);
  return total.isZero() ? "0.00" : new Exact(part).times(100).div(total).toFixed(2);
}

export function sameDecimal(left: string | null | undefined, right: string | null | undefined): boolean {
  if (left == null || right == null) return (left ?? null) === (right ?? null);
  return new Exact(left).equals(right);
}
