import { z } from "zod";
import { throughInstant } from "#lib/core/as-of.ts";
import { ok } from "#lib/core/outcome.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readPastLinks, readPastLinkTotals } from "#lib/db/past-links.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { Instant } from "#lib/views/past.ts";
import { type PastLinks, pastLinkShows } from "#lib/views/past-settings.ts";

/** Which company was linked to which vendor of Sage at an instant, since when and by whom. */
export const vendorPast = defineQuery({
  name: "vendor.past",
  needs: "vendor.read",
  input: z.object({
    at: Instant,
    show: z.enum(pastLinkShows).catch("all").default("all"),
    q: z.string().max(100).optional(),
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  async run({ tx, companyId }, { at, show, q, after, limit }) {
    const bound = throughInstant(at);
    const now = await readNow(tx);
    const { companies, linked, keptFrom } = await readPastLinkTotals(tx, companyId, bound);
    const isToCome = Date.parse(at) > Date.parse(now);
    const isKept = !isToCome && keptFrom !== null && Date.parse(bound) >= Date.parse(keptFrom);
    const asked = { show, q: q?.trim() || null, after: after ?? null, limit };
    const page = isKept ? await readPastLinks(tx, companyId, bound, asked) : { rows: [], next: null };
    const view: PastLinks = {
      at,
      standing: isToCome ? "to_come" : isKept ? "shown" : "not_kept",
      ...{ keptFrom, ...page, companies, linked, now },
    };
    return ok(view);
  },
});
