import { z } from "zod";
import type { Staged } from "#lib/core/import-type.ts";

/** The kinds of insurance that Sage keeps for a vendor, and what Procore calls them (domain/procore-erp-tool.md 4.3). */
export const insuranceKinds = {
  general: { short: "GL", sage: "General liability", procore: "General" },
  workers: { short: "WC", sage: "Workers' compensation", procore: "Worker's" },
  umbrella: { short: "UMB", sage: "Umbrella", procore: "Umbrella" },
  auto: { short: "AUTO", sage: "Automobile", procore: "Automotive" },
} as const;

/** One insurance of a vendor as it is staged. Effective date and limit are not read from Sage: their columns are unconfirmed. */
export const Insurance = z.object({
  vendor: z.string(),
  kind: z.enum(Object.keys(insuranceKinds) as (keyof typeof insuranceKinds)[]),
  insurer: z.string(),
  policy: z.string(),
  /** YYYY-MM-DD; "" where Sage has none. */
  expires: z.string(),
  isProofRequired: z.boolean(),
});
export type Insurance = z.infer<typeof Insurance>;

export const InsuranceHere = z.object({
  vendorName: z.string(),
  /** The company that is linked to the vendor; null when none is. */
  companySourceId: z.string().nullable(),
});

/** The content of a staged record. Throws when it is none: rows are made by lib/db/staged-vendors.ts alone. */
export function readInsurance({ row, here }: Staged): Insurance & { readonly here: z.infer<typeof InsuranceHere> } {
  return { ...Insurance.parse(row), here: InsuranceHere.parse(here) };
}
