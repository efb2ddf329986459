/** What the signs of a mask stand for; every other sign stands for itself. */
const signs: Readonly<Record<string, RegExp>> = { "9": /^\d$/, A: /^[A-Za-z]$/, X: /^[A-Za-z0-9]$/ };
const letters = "ABCDEFGHIJ";

/**
 * True when an id of Sage fits the company's mask, sign by sign: 9 a digit, A a letter, X either, anything else itself. An
 * empty mask takes any id. The settings of Sage hold such masks (domain/sage-300-cre.md 8.7).
 */
export function fitsMask(id: string, mask: string): boolean {
  if (mask === "") return true;
  const [written, wanted] = [[...id], [...mask]];
  return written.length === wanted.length && wanted.every((sign, at) => fitsSign(written[at] ?? "", sign));
}

function fitsSign(character: string, sign: string): boolean {
  return signs[sign]?.test(character) ?? character === sign;
}

/** An id that fits the mask, to be shown beside it. */
export function exampleOf(mask: string): string {
  return [...mask].map((sign, n) => (sign === "A" ? letters[n] : sign in signs ? String((n + 1) % 10) : sign)).join("");
}
