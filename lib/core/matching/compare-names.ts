import { initialsOf, type Name } from "#lib/core/matching/name.ts";
import type { Rarity } from "#lib/core/matching/rarity.ts";
import { likenessOf, spellingLikeness } from "#lib/core/matching/spelling.ts";

/** Two words that were taken for one: "same", one spelt differently, one cut off, or letters that stand for words. */
export type WordPair = {
  readonly mine: string;
  readonly theirs: string;
  readonly how: "same" | "spelling" | "cut" | "initials";
};
export type NameComparison = {
  /** 0 to 1; 1 for the same words. */
  readonly score: number;
  /** Same words in the same order, legal forms aside. */
  readonly isSame: boolean;
  /** Both name a legal form, and another one. */
  readonly isOtherForm: boolean;
  readonly matched: readonly WordPair[];
  /** Words that only one of them has. */
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
};

/** The best comparison between any of my names and any of theirs; lists must not be empty. */
export function compareNames(mine: readonly Name[], theirs: readonly Name[], rarity: Rarity): NameComparison {
  let best: NameComparison | null = null;
  for (const a of mine) {
    for (const b of theirs) {
      if ((a.isTrial && !isWholeCut(b)) || (b.isTrial && !isWholeCut(a))) continue;
      const found = comparison(a, b, rarity);
      if (best === null || found.score > best.score || (found.score === best.score && found.isSame && !best.isSame))
        best = found;
    }
  }
  return best ?? { score: 0, isSame: false, isOtherForm: false, matched: [], mine: [], theirs: [] };
}

/** Only what Sage itself may have cut is compared with a name that was cut for the comparison. */
function isWholeCut(name: Name): boolean {
  return name.isCut && !name.isTrial;
}

type Side = { readonly words: string[]; readonly isCut: boolean };

function comparison(a: Name, b: Name, rarity: Rarity): NameComparison {
  const isSame = a.key === b.key;
  const isOtherForm = a.form !== "" && b.form !== "" && a.form !== b.form;
  if (isSame) {
    const matched = a.words.map((word): WordPair => ({ mine: word, theirs: word, how: "same" }));
    return { score: 1, isSame, isOtherForm, matched, mine: [], theirs: [] };
  }
  const [mine, theirs] = [sideOf(a, b), sideOf(b, a)];
  const { matched, ...rest } = pairWords(mine, theirs);
  const initials = matched.length === 0 ? initialsPair(a, b) : null;
  if (initials) return { score: 0.6, isSame, isOtherForm, matched: [initials], mine: [], theirs: [] };
  const agreed = matched.map((pair) => weightOf(pair, rarity));
  const [onlyMine, onlyTheirs] = [missing(rest.mine, theirs.isCut, rarity), missing(rest.theirs, mine.isCut, rarity)];
  const gained = sum(agreed.map(({ weight, likeness }) => weight * likeness));
  const all = sum(agreed.map(({ weight }) => weight)) + (onlyMine + onlyTheirs) / 2;
  const byWords = all === 0 ? 0 : gained / all;
  return { score: 0.85 * byWords + 0.149 * spellingLikeness(a.key, b.key), isSame, isOtherForm, matched, ...rest };
}

/** Two words of one name that are one word of the other are joined: "Earth Movers" beside "Earthmovers". */
function sideOf(one: Name, other: Name): Side {
  const words = [...one.words];
  const there = new Set(other.words);
  for (let n = 0; n + 1 < words.length; n += 1) {
    const joined = `${words[n]}${words[n + 1]}`;
    if (there.has(joined)) words.splice(n, 2, joined);
  }
  return { words, isCut: one.isCut };
}

/** The likest first; every word is used once. */
function pairWords(mine: Side, theirs: Side) {
  const found: { a: number; b: number; pair: WordPair; likeness: number }[] = [];
  for (const [a, word] of mine.words.entries()) {
    for (const [b, other] of theirs.words.entries()) {
      const isCut = (mine.isCut && a === mine.words.length - 1) || (theirs.isCut && b === theirs.words.length - 1);
      const how = howAlike(word, other, isCut);
      if (how) found.push({ a, b, pair: { mine: word, theirs: other, how: how.how }, likeness: how.likeness });
    }
  }
  found.sort((x, y) => y.likeness - x.likeness || x.a - y.a || x.b - y.b);
  const [usedMine, usedTheirs] = [new Set<number>(), new Set<number>()];
  const matched: WordPair[] = [];
  for (const { a, b, pair } of found) {
    if (usedMine.has(a) || usedTheirs.has(b)) continue;
    usedMine.add(a);
    usedTheirs.add(b);
    matched.push(pair);
  }
  return {
    matched,
    mine: mine.words.filter((_, n) => !usedMine.has(n)),
    theirs: theirs.words.filter((_, n) => !usedTheirs.has(n)),
  };
}

function howAlike(a: string, b: string, isCut: boolean): { how: WordPair["how"]; likeness: number } | null {
  if (a === b) return { how: "same", likeness: 1 };
  if (isCut && (a.startsWith(b) || b.startsWith(a))) return { how: "cut", likeness: 0.95 };
  const likeness = likenessOf(a, b);
  return likeness > 0 ? { how: "spelling", likeness } : null;
}

function weightOf({ mine, theirs, how }: WordPair, rarity: Rarity): { weight: number; likeness: number } {
  const likeness = how === "same" ? 1 : how === "cut" ? 0.95 : likenessOf(mine, theirs);
  // A misspelt word is rare by accident: the commoner of the two says what it tells.
  return { weight: Math.min(rarity(mine), rarity(theirs)), likeness };
}

/** Words that the other lacks weigh less where it ends because its place ended. */
function missing(words: readonly string[], isCutThere: boolean, rarity: Rarity): number {
  return sum(words.map(rarity)) * (isCutThere ? 0.35 : 1);
}

function initialsPair(a: Name, b: Name): WordPair | null {
  const pair = { mine: a.words.join(" "), theirs: b.words.join(" "), how: "initials" as const };
  if (a.words.length === 1 && initialsOf(b) !== "" && a.key === initialsOf(b)) return pair;
  return b.words.length === 1 && initialsOf(a) !== "" && b.key === initialsOf(a) ? pair : null;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
