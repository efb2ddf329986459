import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { jobCodesOf, RawJobCode } from "#lib/core/job-codes.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { Id, problemOf, Text } from "#lib/core/procore-values.ts";
import type { Head } from "#lib/core/record-type.ts";
import { ProjectCodes } from "#lib/records/project-codes/model.ts";

export const procoreKind = "cost_codes";

const Raw = z.object({
  id: Id,
  project_id: Id,
  project_number: Text,
  name: Text,
  updated_at: z.iso.datetime({ offset: true }),
  cost_codes: z.array(RawJobCode),
});

/**
 * The cost codes of a project as one document that goes by the project's id (domain/procore-erp-tool.md 4.4, Ready to
 * Update; domain/procore-rest-api.md 4.5). Codes without a cost type are not used yet and are left out. Refuses with
 * `input.invalid` naming the first field that cannot be read.
 */
export function decode(sourceKind: string, raw: Json): Outcome<{ body: Json; head: Head }> {
  if (sourceKind !== procoreKind)
    return refuse("input.invalid", { field: "kind", problem: `“${sourceKind}” is not the kind of project codes` });
  const read = Raw.safeParse(raw);
  if (!read.success) return refuse("input.invalid", problemOf(read.error));
  const { id: sourceId, project_id: projectSourceId, project_number: number, name, cost_codes } = read.data;
  const codes = jobCodesOf(cost_codes).filter(({ categories }) => categories.length > 0);
  const body = ProjectCodes.parse({ sourceId, projectSourceId, number, name, codes });
  const head: Head = {
    sourceKind,
    sourceId,
    projectSourceId,
    vendorSourceId: null,
    vendorName: null,
    number,
    title: `Codes of ${name}`,
    amount: "0.00",
    status: "Active",
    isApproved: true,
    authors: [],
    updatedAt: read.data.updated_at,
  };
  return ok({ body, head });
}
