import type { LineView } from "#lib/core/record-type.ts";

/** What a line is called where it stands alone: "Line 2, 26-020 SUB". */
export function lineNameOf(line: Pick<LineView, "number" | "costCode" | "category" | "description">): string {
  const code = [line.costCode, line.category].filter(Boolean).join(" ") || line.description;
  return code ? `Line ${line.number}, ${code}` : `Line ${line.number}`;
}
