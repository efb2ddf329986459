import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";

/**
 * A company of Procore's directory as the item's revision holds it. What the write-back changes there (the ERP id) is no
 * part of it: a proved item must not look revised.
 */
export const Company = z.object({
  sourceId: z.string(),
  name: z.string(),
  isActive: z.boolean(),
  isDeleted: z.boolean().default(false),
  /** Street lines, without blank ones. */
  address: z.array(z.string()).default([]),
  city: z.string().default(""),
  state: z.string().default(""),
  zip: z.string().default(""),
  country: z.string().default(""),
  phone: z.string().default(""),
  email: z.string().default(""),
});
export type Company = z.infer<typeof Company>;

/** The body of a stored revision. Throws when it is none: bodies are written by `decode` alone. */
export function readCompany(body: Json): Company {
  return Company.parse(body);
}
