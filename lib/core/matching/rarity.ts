import { usualWeight } from "#lib/core/matching/words.ts";

/** How much a word tells about which company it is, 0 to 1: a word that many have tells little. */
export type Rarity = (word: string) => number;

const least = 0.08;
/** From so many names on, what was counted is believed alone. */
const enough = 2_000;

/**
 * Rarity from counted names: `counts` says in how many of `names` a word stands. Few names are no statistics: there what
 * is usual in the trade weighs as much as is missing.
 */
export function rarityOf(counts: ReadonlyMap<string, number>, names: number): Rarity {
  const share = Math.min(1, names / enough);
  return (word) => {
    const usual = usualWeight(word);
    if (names < 2) return usual;
    const counted = Math.log((names + 1) / ((counts.get(word) ?? 0) + 1)) / Math.log(names + 1);
    return Math.max(least, share * counted + (1 - share) * usual * Math.max(0.3, counted));
  };
}
