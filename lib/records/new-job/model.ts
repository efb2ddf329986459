import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { JobCode } from "#lib/core/job-codes.ts";

/** A project as the item's revision holds it: a job to be, with the codes of the project itself. */
export const Project = z.object({
  sourceId: z.string(),
  number: z.string(),
  name: z.string(),
  isActive: z.boolean(),
  /** "Allow project to be synced with ERP", ticked when the project was made. */
  isErpIntegrated: z.boolean(),
  /** Lines of the address, as they are broken in the source. */
  address: z.array(z.string()),
  city: z.string(),
  state: z.string(),
  zip: z.string(),
  codes: z.array(JobCode),
});
export type Project = z.infer<typeof Project>;

/** The body of a stored revision. Throws when it is none: bodies are written by `decode` alone. */
export function readProject(body: Json): Project {
  return Project.parse(body);
}

export function isSendable({ isActive, isErpIntegrated }: Project): boolean {
  return isActive && isErpIntegrated;
}
