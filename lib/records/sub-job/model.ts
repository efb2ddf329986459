import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { JobCode } from "#lib/core/job-codes.ts";

/** A sub job as the item's revision holds it: an extra of the project's job, with the codes that belong to it. */
export const SubJob = z.object({
  sourceId: z.string(),
  projectSourceId: z.string(),
  code: z.string(),
  name: z.string(),
  isDeleted: z.boolean().default(false),
  codes: z.array(JobCode),
});
export type SubJob = z.infer<typeof SubJob>;

/** The body of a stored revision. Throws when it is none: bodies are written by `decode` alone. */
export function readSubJob(body: Json): SubJob {
  return SubJob.parse(body);
}
