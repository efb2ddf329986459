/** A project of the source or a job of Sage, as the two are compared. */
export type NumberedName = { readonly number: string; readonly name: string };

/**
 * `number`: the same number, separators and leading zeros aside. `likeness`: 0 to 1, how many words the names share; 1 for
 * the same words. `isCertain`: both numbers are the same and the names do not contradict.
 */
export type JobComparison = {
  readonly isSameNumber: boolean;
  readonly likeness: number;
  readonly isCertain: boolean;
  readonly score: number;
};

/** Characters of a job's description in Sage (domain/sage-300-cre.md); a longer name was cut when it was keyed. */
const sageNameLength = 30;
/** Names that share less than this say that the number was used twice. */
const contradiction = 0.3;

/** "24-009" and "024.9" are the same number: letters and digits of each part, without its leading zeros. */
export function numberKey(number: string): string {
  const parts = number.toUpperCase().match(/[A-Z]+|\d+/g) ?? [];
  return parts.map((part) => part.replace(/^0+(?=\d)/, "")).join("-");
}

/** How a project and a job agree. Never certain without the number: two phases of one site bear the same name. */
export function compareJob(project: NumberedName, job: NumberedName): JobComparison {
  const key = numberKey(project.number);
  const isSameNumber = key !== "" && key === numberKey(job.number);
  const likeness = likenessOf(project.name, job.name);
  const isCertain = isSameNumber && likeness >= contradiction;
  return { isSameNumber, likeness, isCertain, score: (isSameNumber ? 0.6 : 0) + 0.4 * likeness };
}

/** Shared words over all words of the shorter way to write it; what Sage cut is compared with as much of the other. */
function likenessOf(mine: string, theirs: string): number {
  const isCut = theirs.trim().length >= sageNameLength - 1 && mine.trim().length > theirs.trim().length;
  const [a, b] = [wordsOf(isCut ? mine.trim().slice(0, sageNameLength) : mine), wordsOf(theirs)];
  if (a.size === 0 || b.size === 0) return 0;
  const shared = [...a].filter((word) => b.has(word)).length;
  return (2 * shared) / (a.size + b.size);
}

function wordsOf(text: string): ReadonlySet<string> {
  const folded = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’]/g, "");
  return new Set(folded.match(/[a-z0-9]+/g) ?? []);
}
