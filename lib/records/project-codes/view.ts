import type { Json } from "#lib/core/canonical-json.ts";
import { codeLines } from "#lib/core/job-codes.ts";
import type { DetailField, LineView } from "#lib/core/record-type.ts";
import { readProjectCodes } from "#lib/records/project-codes/model.ts";

/** All codes of the project that are used with a cost type; which of them are new, the findings say. */
export function lines(body: Json): readonly LineView[] {
  return codeLines(readProjectCodes(body).codes);
}

export function details(body: Json): readonly DetailField[] {
  const { number, name, codes } = readProjectCodes(body);
  const fields: readonly DetailField[] = [
    { label: "Project", value: [number, name].filter(Boolean).join(" "), kind: "text" },
    { label: "Codes with cost types", value: String(codes.length), kind: "text" },
  ];
  return fields.filter((field) => field.value !== "");
}
