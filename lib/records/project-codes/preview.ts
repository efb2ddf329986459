import type { Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument, PreviewRecord } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { jobPreview } from "#lib/core/job-records.ts";
import type { ExportFields } from "#lib/core/record-type.ts";

/** Every record of the file, field by field, read from the document's own text. */
export function preview(
  _body: Json,
  _fields: ExportFields,
  _facts: Facts,
  document: ExportDocument,
): readonly PreviewRecord[] {
  const sources = {
    job: "Link: job of the project",
    description: "Not sent",
    code: "Procore: cost code of the project",
  };
  return jobPreview(document, sources, (record, name) =>
    record === "*" && name === "Job" ? "Exists in Sage; names the job of the lines that follow." : undefined,
  );
}
