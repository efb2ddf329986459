import type { Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument, PreviewRecord } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { jobPreview } from "#lib/core/job-records.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { type Project, readProject } from "#lib/records/new-job/model.ts";

/** Every record of the file, field by field, read from the document's own text; what of the project stays behind is said. */
export function preview(
  body: Json,
  _fields: ExportFields,
  _facts: Facts,
  document: ExportDocument,
): readonly PreviewRecord[] {
  const left = addressOf(readProject(body));
  const sources = {
    job: "Export field: Job ID",
    description: "Procore: name of the project",
    code: "Procore: cost code of the project",
  };
  const address = left === "" ? "" : ` The address (${left}) is not part of Sage's import; key it on the job card.`;
  return jobPreview(document, sources, (record, name) => {
    if (record !== "*") return undefined;
    return name === "Job" ? "New to Sage: made by this record." : `What Sage shows beside the id.${address}`;
  });
}

export function addressOf({ address, city, state, zip }: Project): string {
  return [...address, city, [state, zip].filter(Boolean).join(" ")].filter(Boolean).join(", ");
}
