import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { type CodeKey, codeKey, type Facts } from "#lib/core/facts.ts";
import { combinationsOf, JobCode } from "#lib/core/job-codes.ts";

/** The codes of a project that are used with cost types, as the item's revision holds them. */
export const ProjectCodes = z.object({
  sourceId: z.string(),
  projectSourceId: z.string(),
  number: z.string(),
  name: z.string(),
  codes: z.array(JobCode),
});
export type ProjectCodes = z.infer<typeof ProjectCodes>;

/** The body of a stored revision. Throws when it is none: bodies are written by `decode` alone. */
export function readProjectCodes(body: Json): ProjectCodes {
  return ProjectCodes.parse(body);
}

/** The combinations that the job does not have yet, in the order of the codes. */
export function newCombinations({ codes }: ProjectCodes, facts: Facts): readonly CodeKey[] {
  return combinationsOf(codes, "").filter((key) => !facts.categories[codeKey(key)]);
}
