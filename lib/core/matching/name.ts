import { abbreviations, joiners, legalForms } from "#lib/core/matching/words.ts";

/** The name of a company as it is compared. */
export type Name = {
  /** The words with one blank between them; two names are the same when their keys are. */
  readonly key: string;
  readonly words: readonly string[];
  /** Its legal form in one spelling, "" where it names none: an LLC and a corporation of one name are two companies. */
  readonly form: string;
  /** It may end in the middle of a word, because Sage takes 30 characters. */
  readonly isCut: boolean;
  /** It was cut here, to be compared with what Sage holds; two such names say nothing about each other. */
  readonly isTrial: boolean;
};

/** Characters of a vendor's name in Sage (domain/sage-300-cre.md); a longer name was cut when it was keyed. */
const sageNameLength = 30;

const otherName =
  /\b(?:d\s*[./]?\s*b\s*[./]?\s*a\b\.?|doing business as|a\/?k\/?a\b|f\/?k\/?a\b|t\/a\b|formerly|trading as)/i;

/**
 * A name in its comparable form: case and accents folded, "&" as "and", abbreviations of the trade written out, plurals
 * and legal forms off. A name that is nothing but a legal form or "The" keeps its words.
 */
export function nameOf(text: string): Name {
  const words = folded(text)
    .split(" ")
    .filter((word) => word !== "");
  const joined = spelledOut(words);
  const forms: string[] = [];
  const kept = [...joined];
  while (kept.length > 1 && legalForms[kept.at(-1) ?? ""] !== undefined) forms.push(legalForms[kept.pop() ?? ""] ?? "");
  if (kept.length > 1 && kept[0] === "the") kept.shift();
  const core = kept.map(stem).filter((word) => !joiners.has(word));
  const used = core.length > 0 ? core : kept;
  const form = forms.find((one) => one !== "") ?? "";
  return { key: used.join(" "), words: used, form, isCut: isCutLong(text), isTrial: false };
}

function isCutLong(text: string): boolean {
  const { length } = text.trim();
  return length >= sageNameLength - 1 && length <= sageNameLength;
}

/**
 * Every name that a company goes by: the whole, both sides of "dba", the whole without what stands in parentheses, and as
 * Sage would have cut it. Never empty unless the text has no letters or digits; without doubles, the whole first.
 */
export function namesOf(text: string): readonly Name[] {
  // What stands in parentheses is a place or a branch, unless it says that it is another name.
  const inner = [...text.matchAll(/\(([^)]{3,})\)/g)].flatMap(([, words = ""]) =>
    otherName.test(words) ? [words] : [],
  );
  const outer = text.replace(/\([^)]*\)/g, " ");
  const parts = [outer, ...inner].flatMap((part) => part.split(otherName));
  const whole = [text.replace(otherName, " "), outer, ...parts].map(nameOf);
  const cut =
    text.length > sageNameLength ? [{ ...nameOf(text.slice(0, sageNameLength)), isCut: true, isTrial: true }] : [];
  const found = new Map<string, Name>();
  for (const name of [...whole, ...cut]) if (name.key !== "" && !found.has(name.key)) found.set(name.key, name);
  return [...found.values()];
}

/** The first letters of a name of three words or more, "" for a shorter one. */
export function initialsOf({ words }: Name): string {
  return words.length < 3 ? "" : words.map((word) => word[0] ?? "").join("");
}

function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[’'`]/g, "")
    .replace(/(?<=\b[a-z])\.(?=[a-z]\b)/g, "")
    .replace(/[&+]/g, " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Single letters that stand together are one word ("J B Smith", "J.B. Smith"), and abbreviations are written out. */
function spelledOut(words: readonly string[]): string[] {
  const joined: string[] = [];
  let isRun = false;
  for (const word of words) {
    const isLetter = word.length === 1 && /\p{L}/u.test(word);
    if (isLetter && isRun) joined.push((joined.pop() ?? "") + word);
    else joined.push(word);
    isRun = isLetter;
  }
  return joined.map((word) => abbreviations[word] ?? word);
}

function stem(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}
