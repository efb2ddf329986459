import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { jobCodesOf, RawJobCode } from "#lib/core/job-codes.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { Id, problemOf, Text } from "#lib/core/procore-values.ts";
import type { Head } from "#lib/core/record-type.ts";
import { isSendable, Project } from "#lib/records/new-job/model.ts";

export const procoreKind = "projects";

const RawProject = z.object({
  id: Id,
  project_number: Text,
  name: Text,
  active: z.boolean().nullish(),
  is_erp_integrated: z.boolean().nullish(),
  address: z.string().nullish(),
  city: Text,
  state_code: Text,
  zip: Text,
  updated_at: z.iso.datetime({ offset: true }),
  origin_id: Text,
  cost_codes: z.array(RawJobCode),
});
type RawProject = z.infer<typeof RawProject>;

/**
 * A project of Procore's v1 REST (domain/procore-rest-api.md 4.5) together with its own cost codes, into body and head; its
 * item belongs to the project itself. Refuses with `input.invalid` naming the first field that cannot be read.
 */
export function decode(sourceKind: string, raw: Json): Outcome<{ body: Json; head: Head }> {
  if (sourceKind !== procoreKind)
    return refuse("input.invalid", { field: "kind", problem: `“${sourceKind}” is not the kind of projects` });
  const read = RawProject.safeParse(raw);
  if (!read.success) return refuse("input.invalid", problemOf(read.error));
  const project = projectOf(read.data);
  const head: Head = {
    sourceKind,
    sourceId: project.sourceId,
    projectSourceId: project.sourceId,
    vendorSourceId: null,
    vendorName: null,
    number: project.number,
    title: project.name,
    amount: "0.00",
    status: project.isActive ? "Active" : "Inactive",
    isApproved: isSendable(project),
    authors: [],
    updatedAt: read.data.updated_at,
    ...(read.data.origin_id === "" ? {} : { originId: read.data.origin_id }),
  };
  return ok({ body: project, head });
}

function projectOf(raw: RawProject): Project {
  const lines = (raw.address ?? "").normalize("NFC").split(/\r\n|\r|\n/);
  return Project.parse({
    sourceId: raw.id,
    number: raw.project_number,
    name: raw.name,
    isActive: raw.active ?? true,
    isErpIntegrated: raw.is_erp_integrated ?? false,
    address: lines.map((line) => line.trim()).filter((line) => line !== ""),
    city: raw.city,
    state: raw.state_code,
    zip: raw.zip,
    codes: [...jobCodesOf(raw.cost_codes)],
  });
}
