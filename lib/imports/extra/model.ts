import { z } from "zod";
import type { Staged } from "#lib/core/import-type.ts";
import { StagedCode } from "#lib/core/staged-codes.ts";

/** An extra of a job as it is staged, with its own codes. */
export const Extra = z.object({
  job: z.string(),
  extra: z.string(),
  name: z.string(),
  status: z.string(),
  codes: z.array(StagedCode),
});
export type Extra = z.infer<typeof Extra>;

export const ExtraHere = z.object({
  /** What stands between the sections of cost codes. */
  delimiter: z.string(),
  /** The project that is linked to the job; null when none is. */
  projectSourceId: z.string().nullable(),
  /** The sub job that became this extra by an export. */
  subJobSourceId: z.string().nullable(),
  /** A sub job of the project that has the extra's id as its code and is not it. */
  twin: z.string().nullable(),
});

/** The content of a staged record. Throws when it is none: rows are made by lib/db/staged-sources.ts alone. */
export function readExtra({ row, here }: Staged): Extra & { readonly here: z.infer<typeof ExtraHere> } {
  return { ...Extra.parse(row), here: ExtraHere.parse(here) };
}
