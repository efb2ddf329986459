import type { CodeKey } from "#lib/core/facts.ts";
import { isEqual, type Money } from "#lib/core/money.ts";

/** What tells one line or item from the others. */
export type Identity = CodeKey & { readonly amount: Money; readonly description: string };
export type Line = Identity & { readonly sourceId: string };
export type Item = Identity & { readonly item: number };

const plain = (text: string): string => text.trim().replace(/\s+/g, " ").toUpperCase();
type IsAlike = (a: Identity, b: Identity) => boolean;
const isOnCode: IsAlike = (a, b) =>
  plain(a.extra) === plain(b.extra) &&
  plain(a.costCode) === plain(b.costCode) &&
  plain(a.category) === plain(b.category);
const isWorth: IsAlike = (a, b) => isOnCode(a, b) && isEqual(a.amount, b.amount);
const isCalled: IsAlike = (a, b) => isOnCode(a, b) && plain(a.description) === plain(b.description);
/** From the strictest to what still says which one: each goes only by what is alone on both sides. */
const looks: readonly IsAlike[] = [(a, b) => isWorth(a, b) && isCalled(a, b), isWorth, isCalled, isOnCode];

/**
 * The lines of a document by the items of a record that nobody wrote from it: the source id of line x stands at the place of
 * its item less one, "" where no line is the item. What two could be is nobody's; the document that asks goes by codes then.
 */
export function pairedLines(lines: readonly Line[], items: readonly Item[]): readonly string[] {
  const places: string[] = Array.from({ length: Math.max(0, ...items.map(({ item }) => item)) }, () => "");
  let [openLines, openItems] = [lines, items];
  for (const isAlike of looks) {
    const found = openLines.flatMap((line) => {
      const own = openItems.filter((item) => isAlike(line, item));
      const rivals = openLines.filter((other) => own.some((item) => isAlike(other, item)));
      const [item] = own;
      return own.length === 1 && rivals.length === 1 && item ? [{ line, item }] : [];
    });
    for (const { line, item } of found) places[item.item - 1] = line.sourceId;
    openLines = openLines.filter((line) => !found.some((pair) => pair.line === line));
    openItems = openItems.filter((item) => !found.some((pair) => pair.item === item));
  }
  return places;
}
