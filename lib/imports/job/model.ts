import { z } from "zod";
import type { Staged } from "#lib/core/import-type.ts";
import { StagedCode } from "#lib/core/staged-codes.ts";

/** A job of Sage as it is staged, with the codes of the job itself. */
export const Job = z.object({
  job: z.string(),
  name: z.string(),
  status: z.string(),
  address: z.array(z.string()),
  city: z.string(),
  state: z.string(),
  zip: z.string(),
  codes: z.array(StagedCode),
});
export type Job = z.infer<typeof Job>;

export const JobHere = z.object({
  /** What stands between the sections of cost codes. */
  delimiter: z.string(),
  /** The project that is linked to the job; null when none is. */
  projectSourceId: z.string().nullable(),
  /** A project that is not linked and has the job's id as its number. */
  twin: z.string().nullable(),
});

/** The content of a staged record. Throws when it is none: rows are made by lib/db/staged-sources.ts alone. */
export function readJob({ row, here }: Staged): Job & { readonly here: z.infer<typeof JobHere> } {
  return { ...Job.parse(row), here: JobHere.parse(here) };
}
