/**
 * Likeness of two different words, 0 to 1: typing errors (letters changed, left out, added or swapped) and words cut
 * short. 0 when they are others: short words forgive nothing, "Pine" is not "Line".
 */
export function likenessOf(a: string, b: string): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (/\d/.test(short) || /\d/.test(long)) return 0;
  if (short.length >= 4 && long.startsWith(short)) return 0.75 + 0.2 * (short.length / long.length);
  const allowed = short.length < 5 ? 0 : short.length < 8 ? 1 : 2;
  if (allowed === 0 || long.length - short.length > allowed || short[0] !== long[0]) return 0;
  const edits = distance(short, long, allowed);
  return edits > allowed ? 0 : 1 - edits / short.length;
}

/** Edits from one word to the other, two swapped letters being one; `most + 1` as soon as there are more than `most`. */
function distance(a: string, b: string, most: number): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= a.length; i += 1) {
    const now = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let edits = Math.min((last[j] ?? 0) + 1, (now[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
      now.push(edits);
    }
    if (Math.min(...now) > most) return most + 1;
    [before, last] = [last, now];
  }
  return last[b.length] ?? most + 1;
}

/** Three letters at a time, words padded as PostgreSQL's pg_trgm does it. */
export function trigramsOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const word of text.split(/[^\p{L}\p{N}]+/u)) {
    if (word === "") continue;
    const padded = `  ${word} `;
    for (let n = 0; n + 3 <= padded.length; n += 1) found.add(padded.slice(n, n + 3));
  }
  return found;
}

/** Shared trigrams over all trigrams, 0 to 1. */
export function spellingLikeness(a: string, b: string): number {
  const [mine, theirs] = [trigramsOf(a), trigramsOf(b)];
  let shared = 0;
  for (const one of mine) if (theirs.has(one)) shared += 1;
  const all = mine.size + theirs.size - shared;
  return all === 0 ? 0 : shared / all;
}
