import { type Interference, path } from "#lib/simulators/sage/facts.ts";
import type { ParsedLine } from "#lib/simulators/sage/parser.ts";
import { type Effect, importedLine, type Plan, rejectedLine } from "#lib/simulators/sage/plan.ts";

export interface Document {
  header: ParsedLine;
  items: ParsedLine[];
}

export interface Grouped {
  documents: Document[];
  orphans: ParsedLine[];
}

const HEADER_OF: Record<string, string> = { CI: "C", CCOI: "CCO" };

/**
 * Items without a header of their own are additions to a commitment that stands in Sage already: they belong to the change
 * order of that commitment that comes next. An item belongs to the latest header of its id; a line that cannot be read
 * spoils the document it stands in.
 */
export function groupDocuments(lines: readonly ParsedLine[]): Grouped {
  const documents: Document[] = [];
  const orphans: ParsedLine[] = [];
  const latest = new Map<string, Document>();
  const additions = new Map<string, ParsedLine[]>();
  for (const line of lines) {
    const { commitment = "", commitment_co: changeOrder = "" } = line.values;
    if (line.record === "C" || line.record === "CCO") {
      const own = line.record === "CCO" ? (additions.get(commitment) ?? []) : [];
      additions.delete(commitment);
      const document = { header: line, items: own };
      documents.push(document);
      latest.set(path(line.record, commitment, changeOrder), document);
      continue;
    }
    const isReadable = line.record !== "?" && commitment !== "";
    const owner = isReadable
      ? latest.get(path(HEADER_OF[line.record] ?? "", commitment, changeOrder))
      : documents.at(-1);
    if (owner) owner.items.push(line);
    else if (line.record === "CI") additions.set(commitment, [...(additions.get(commitment) ?? []), line]);
    else orphans.push(line);
  }
  return { documents, orphans: [...orphans, ...[...additions.values()].flat()] };
}

export type Problems = Map<ParsedLine, string[]>;

export const wordsOf = (line: ParsedLine): string[] => line.refusals.map((refusal) => refusal.words);

export interface Judged {
  goodItems: ParsedLine[];
  isAccepted: boolean;
}

/** Any bad line takes its whole document along, unless the import is made to go in by halves. */
export function judge(plan: Plan, document: Document, problems: Problems, interference: Interference): Judged {
  const { header, items } = document;
  const name = header.key;
  const id = header.values.commitment ?? "";
  const refusal = interference.refusal(id) ?? (name === id ? undefined : interference.refusal(name));
  if (refusal !== undefined) problems.set(header, [...(problems.get(header) ?? []), refusal]);
  const partial = problems.has(header) ? undefined : interference.partial(id);
  if (partial) spoilLines(items, problems, partial);
  for (const line of [header, ...items]) {
    const words = problems.get(line);
    if (words) plan.rejected.push(rejectedLine(line, words));
  }
  const bad = items.filter((line) => problems.has(line));
  if (problems.has(header) || (bad.length > 0 && !partial)) {
    for (const line of [header, ...items]) plan.rejectLines.add(line.number);
    return { goodItems: [], isAccepted: false };
  }
  for (const line of bad) plan.rejectLines.add(line.number);
  const goodItems = items.filter((line) => !problems.has(line));
  for (const line of [header, ...goodItems]) plan.imported.push(importedLine(line));
  return { goodItems, isAccepted: true };
}

function spoilLines(
  items: readonly ParsedLine[],
  problems: Problems,
  partial: { items: readonly number[] | undefined; words: string },
): void {
  const isNamed = (line: ParsedLine) => partial.items?.includes(Number(line.values.item_number)) ?? false;
  const named = items.filter(isNamed);
  const last = items.at(-1);
  const hasBadLine = items.some((line) => problems.has(line));
  const spoiled = partial.items || hasBadLine || !last ? named : [last];
  for (const line of spoiled) problems.set(line, [...(problems.get(line) ?? []), partial.words]);
}

export function rejectOrphans(plan: Plan, orphans: readonly ParsedLine[]): void {
  for (const line of orphans) {
    const words = wordsOf(line);
    plan.rejected.push(rejectedLine(line, words.length > 0 ? words : ["no header record"]));
    plan.rejectLines.add(line.number);
  }
}

export function effect(kind: string, key: string, amount: string | null, detail: Effect["detail"]): Effect {
  return { kind, key, amount, detail };
}
