import type { Json } from "#lib/core/canonical-json.ts";
import { codeLines } from "#lib/core/job-codes.ts";
import type { DetailField, LineView } from "#lib/core/record-type.ts";
import { readProject } from "#lib/records/new-job/model.ts";
import { addressOf } from "#lib/records/new-job/preview.ts";

/** The project's own codes, one line for every cost type. */
export function lines(body: Json): readonly LineView[] {
  return codeLines(readProject(body).codes);
}

export function details(body: Json): readonly DetailField[] {
  const project = readProject(body);
  const fields: readonly DetailField[] = [
    { label: "Number", value: project.number, kind: "text" },
    { label: "Name", value: project.name, kind: "text" },
    { label: "Status", value: project.isActive ? "Active" : "Inactive", kind: "text" },
    { label: "Synced with ERP", value: project.isErpIntegrated ? "Allowed" : "Not allowed", kind: "text" },
    { label: "Address", value: addressOf(project), kind: "text" },
    { label: "Cost codes", value: String(project.codes.length), kind: "text" },
  ];
  return fields.filter((field) => field.value !== "");
}
