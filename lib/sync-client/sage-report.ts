import type { Run } from "#lib/core/machines/look.ts";

export type ImportReport = NonNullable<Run["report"]>;

/** Sage's import report, or null while its last line is not there yet. */
export function parseImportReport(text: string): ImportReport | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const last = lines.at(-1)?.trim();
  if (last !== "Completed" && last !== "Completed with errors") return null;
  const after = (start: string) =>
    lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length).trim());
  const rejected = after("Rejected:");
  return { isClean: last === "Completed" && rejected.length === 0, imported: after("Imported:"), rejected };
}

/** True when a post report has come to its end. */
export function isPostReportWhole(text: string): boolean {
  return text.trimEnd().split(/\r?\n/).at(-1)?.trim() === "Completed";
}
