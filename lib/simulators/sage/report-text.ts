import type { PostedEntry } from "#lib/simulators/sage/posted.ts";
import { encodeWindows1252 } from "#lib/simulators/sage/windows-1252.ts";

export interface StepReport {
  file: string;
  imported: readonly string[];
  rejected: readonly string[];
}

export function importReport(steps: readonly StepReport[]): string {
  const lines = steps.flatMap((step) => [...step.imported, ...step.rejected]);
  const hasErrors = steps.some((step) => step.rejected.length > 0);
  return toText([...lines, hasErrors ? "Completed with errors" : "Completed"]);
}

export function postReport(entries: readonly PostedEntry[]): string {
  return toText([...entries.map((entry) => `Posted: ${entry.record} ${entry.key}`), "Completed"]);
}

const toText = (lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join("");

export const reportBytes = (text: string): Buffer => encodeWindows1252(text);
