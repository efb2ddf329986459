import { z } from "zod";
import { sides } from "#lib/core/matching/side.ts";
import { ok } from "#lib/core/outcome.ts";
import { searchParties } from "#lib/db/vendor-match.ts";
import { defineQuery } from "#lib/queries/define-query.ts";

/** Sage vendors by part of name or id, or companies of the directory, with what they are already linked to. */
export const vendorSearch = defineQuery({
  name: "vendor.search",
  needs: "vendor.read",
  open: { about: "Companies of Procore or vendors of Sage whose name or id contains some words." },
  input: z.object({ side: z.enum(sides), q: z.string().max(100) }),
  async run({ tx, companyId }, { side, q }) {
    return ok({ rows: q.trim() ? await searchParties(tx, companyId, side, q.trim()) : [] });
  },
});
