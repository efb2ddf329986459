import type { FileKind } from "#lib/simulators/sage/layouts.ts";

export type StepKind = "Estimates" | "EstimatesCO" | "Commitments" | "ApInvoices";
export type Step =
  | { kind: StepKind; file: string; line: number }
  | { kind: "Invalid"; file: string; line: number; words: string };

export const ENDINGS = {
  Estimates: "jce",
  EstimatesCO: "jce",
  Commitments: "jcc",
  ApInvoices: "txt",
} as const satisfies Record<StepKind, FileKind>;

/** Reads a trigger file: one line per step. A file name other than the tag's own never leads anywhere. */
export function readScript(tag: string, script: string): Step[] {
  const lines = script.split(/\r?\n/).map((text, index) => ({ text: text.trim(), line: index + 1 }));
  const steps = lines.filter(({ text }) => text !== "").map(({ text, line }) => readStep(tag, text, line));
  return steps.length > 0 ? steps : [{ kind: "Invalid", file: "", line: 1, words: "no steps" }];
}

function readStep(tag: string, text: string, line: number): Step {
  const [kind = "", file = "", ...rest] = text.split(",").map((part) => part.trim());
  if (!isStepKind(kind)) return { kind: "Invalid", file: "", line, words: "step not known" };
  if (rest.length > 0 || file !== `${tag}.${ENDINGS[kind]}`) {
    return { kind: "Invalid", file: "", line, words: "file name not of this run" };
  }
  return { kind, file, line };
}

function isStepKind(kind: string): kind is StepKind {
  return Object.hasOwn(ENDINGS, kind);
}
