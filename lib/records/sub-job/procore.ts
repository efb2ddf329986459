import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { jobCodesOf, RawJobCode } from "#lib/core/job-codes.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { Id, problemOf, Text } from "#lib/core/procore-values.ts";
import type { Head } from "#lib/core/record-type.ts";
import { SubJob } from "#lib/records/sub-job/model.ts";

export const procoreKind = "sub_jobs";
/** A sub job belongs to its project, which is an item of its own as long as it has no job in Sage. */
export const projectKind = "projects";

const RawSubJob = z.object({
  id: Id,
  project_id: Id,
  code: Text,
  name: Text,
  updated_at: z.iso.datetime({ offset: true }),
  deleted_at: z.string().nullish(),
  origin_id: Text,
  cost_codes: z.array(RawJobCode),
});

/**
 * A sub job of Procore's v1 REST (domain/procore-rest-api.md 4.5) together with the cost codes that it bills, into body and
 * head. Refuses with `input.invalid` naming the first field that cannot be read. Procore knows no status of a sub job.
 */
export function decode(sourceKind: string, raw: Json): Outcome<{ body: Json; head: Head }> {
  if (sourceKind !== procoreKind)
    return refuse("input.invalid", { field: "kind", problem: `“${sourceKind}” is not the kind of sub jobs` });
  const read = RawSubJob.safeParse(raw);
  if (!read.success) return refuse("input.invalid", problemOf(read.error));
  const { id: sourceId, project_id: projectSourceId, code, name, deleted_at, cost_codes } = read.data;
  const isDeleted = Boolean(deleted_at);
  const codes = [...jobCodesOf(cost_codes)];
  const subJob: SubJob = SubJob.parse({ sourceId, projectSourceId, code, name, isDeleted, codes });
  const head: Head = {
    sourceKind,
    sourceId,
    projectSourceId,
    parentSourceId: projectSourceId,
    vendorSourceId: null,
    vendorName: null,
    number: code,
    title: name,
    amount: "0.00",
    status: isDeleted ? "Deleted" : "Active",
    isApproved: !isDeleted,
    authors: [],
    updatedAt: read.data.updated_at,
    ...(read.data.origin_id === "" ? {} : { originId: read.data.origin_id }),
  };
  return ok({ body: subJob, head });
}
