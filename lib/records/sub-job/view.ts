import type { Json } from "#lib/core/canonical-json.ts";
import { codeLines } from "#lib/core/job-codes.ts";
import type { DetailField, LineView } from "#lib/core/record-type.ts";
import { readSubJob } from "#lib/records/sub-job/model.ts";

/** The sub job's codes, one line for every cost type. */
export function lines(body: Json): readonly LineView[] {
  const { codes, code } = readSubJob(body);
  return codeLines(codes).map((line) => ({ ...line, extra: code }));
}

export function details(body: Json): readonly DetailField[] {
  const { code, name, isDeleted, codes } = readSubJob(body);
  const fields: readonly DetailField[] = [
    { label: "Code", value: code, kind: "text" },
    { label: "Name", value: name, kind: "text" },
    { label: "Status", value: isDeleted ? "Deleted" : "Active", kind: "text" },
    { label: "Cost codes", value: String(codes.length), kind: "text" },
  ];
  return fields.filter((field) => field.value !== "");
}
