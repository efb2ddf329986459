import { isDecimal, isNegative, type Money, negate, toScale, trim } from "#lib/core/money.ts";

/** Digits in groups of three, without a sign: "1,234.50". Text in, text out: money is never a float. */
export function grouped(value: Money, decimals: number): string {
  const plain = toScale(isNegative(value) ? negate(value) : value, decimals);
  const [whole = "0", part] = plain.split(".");
  const digits = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return part === undefined ? digits : `${digits}.${part}`;
}

/** Decimals that a quantity or unit cost needs, at least `least`. */
export function decimalsOf(value: Money, least: number): number {
  return Math.max(least, trim(value).split(".")[1]?.length ?? 0);
}

export function isFigure(text: string): boolean {
  return isDecimal(text);
}
