import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import type { Staged } from "#lib/core/import-type.ts";

const Line = z.object({ extra: z.string(), costCode: z.string(), category: z.string(), amount: z.string() });
export type Line = z.infer<typeof Line>;

/** The original estimate of a job as it is staged; amounts have two decimals, none is zero. */
export const Estimate = z.object({ job: z.string(), name: z.string(), lines: z.array(Line) });
export type Estimate = z.infer<typeof Estimate>;

export const EstimateHere = z.object({
  /** The project that is linked to the job; null when none is. */
  projectSourceId: z.string().nullable(),
  /** The project's budget in Procore as it was read last; null while it has no lines. */
  budget: z.object({ isLocked: z.boolean(), amount: z.string() }).nullable(),
  /** It went to Sage, or is on its way there. */
  isExported: z.boolean(),
});

/** The content of a staged record. Throws when it is none: rows are made by lib/db/staged-estimates.ts alone. */
export function readEstimate({ row, here }: Staged): Estimate & { readonly here: z.infer<typeof EstimateHere> } {
  return { ...Estimate.parse(row), here: EstimateHere.parse(here) };
}

/** What is looked at of the budget of Procore: its lines, as the item of the budget holds them. */
const Present = z.object({ lines: z.array(Line) });
export function readPresentLines(body: Json): readonly Line[] {
  return Present.parse(body).lines;
}

/** "GARAGE|26-010|SUB", without the extra where there is none: by this a line is known. */
export function placeOf({ extra, costCode, category }: Line): string {
  return [extra, costCode, category].filter(Boolean).join("|");
}
