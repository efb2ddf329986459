type Person = { readonly id: string; readonly name: string };
export type Part = { readonly text: string; readonly at: number; readonly isMention: boolean };

/** The words after the last "@" before the cursor, and where that stands; null when nobody is being named. */
export function namedAt(text: string, cursor: number): { readonly at: number; readonly typed: string } | null {
  const at = text.lastIndexOf("@", cursor - 1);
  if (at < 0 || (at > 0 && !/\s/.test(text[at - 1] ?? ""))) return null;
  const typed = text.slice(at + 1, cursor);
  return typed.includes("\n") || typed.length > 60 ? null : { at, typed };
}

/** People whose name, or a word of it, begins with what was typed; a name that stands there whole is no question any more. */
export function peopleNamed<One extends Person>(people: readonly One[], typed: string): readonly One[] {
  const wanted = typed.toLowerCase();
  const fits = ({ name }: One) => {
    const lower = name.toLowerCase();
    return lower.startsWith(wanted) || lower.split(/\s+/).some((word) => word.startsWith(wanted));
  };
  return people.filter(fits).slice(0, 8);
}

/** Ids of the people whose whole name stands in the text after an "@". */
export function mentionedIn(text: string, people: readonly Person[]): readonly string[] {
  const names = people.map(({ name }) => name);
  const found = new Set(partsOf(text, names).flatMap((part) => (part.isMention ? [part.text.slice(1)] : [])));
  return people.filter(({ name }) => found.has(name)).map(({ id }) => id);
}

/** The text in pieces, those that name one of the people marked; the longest name wins. */
export function partsOf(text: string, names: readonly string[]): readonly Part[] {
  const byLength = names.toSorted((a, b) => b.length - a.length);
  const parts: Part[] = [];
  let from = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (at < from || (at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1] ?? ""))) continue;
    const name = byLength.find((one) => text.startsWith(one, at + 1) && !isInWord(text[at + 1 + one.length]));
    if (name === undefined) continue;
    if (at > from) parts.push({ text: text.slice(from, at), at: from, isMention: false });
    parts.push({ text: `@${name}`, at, isMention: true });
    from = at + 1 + name.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), at: from, isMention: false });
  return parts;
}

const isInWord = (next: string | undefined): boolean => next !== undefined && /[\p{L}\p{N}]/u.test(next);
