import type { Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument, PreviewRecord } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { jobPreview } from "#lib/core/job-records.ts";
import type { ExportFields } from "#lib/core/record-type.ts";

/** Every record of the file, field by field, read from the document's own text. */
export function preview(
  _body: Json,
  _fields: ExportFields,
  facts: Facts,
  document: ExportDocument,
): readonly PreviewRecord[] {
  const job = facts.job ? "Link: job of the project" : "Export field of the project: Job ID";
  const jobNote = facts.job
    ? "Exists in Sage; names the job of the records that follow."
    : "Made by the project's own item, which goes first.";
  const sources = { job, description: "Not sent", code: "Procore: cost code of the sub job" };
  return jobPreview(document, sources, (record, name) => {
    if (record === "*" && name === "Job") return jobNote;
    return record === "E" && name === "Extra" ? "New on the job: made by this record." : undefined;
  });
}
