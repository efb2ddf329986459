import { z } from "zod";
import type { Staged } from "#lib/core/import-type.ts";

/** A vendor of Sage's accounts payable as it is staged. */
export const Vendor = z.object({
  vendor: z.string(),
  name: z.string(),
  type: z.string(),
  status: z.string(),
  address: z.array(z.string()),
  city: z.string(),
  state: z.string(),
  zip: z.string(),
  phone: z.string(),
  fax: z.string(),
  email: z.string(),
});
export type Vendor = z.infer<typeof Vendor>;

export const VendorHere = z.object({
  /** The company that is linked to the vendor; null when none is. */
  companySourceId: z.string().nullable(),
  /** A company that is not linked and has the vendor's name, in capitals or not. */
  twin: z.string().nullable(),
});

/** The content of a staged record. Throws when it is none: rows are made by lib/db/staged-vendors.ts alone. */
export function readVendor({ row, here }: Staged): Vendor & { readonly here: z.infer<typeof VendorHere> } {
  return { ...Vendor.parse(row), here: VendorHere.parse(here) };
}
