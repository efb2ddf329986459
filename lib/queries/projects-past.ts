import { z } from "zod";
import { throughInstant } from "#lib/core/as-of.ts";
import { ok } from "#lib/core/outcome.ts";
import { ownProjects } from "#lib/core/permissions.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readNamesKeptFrom, readPastProjects } from "#lib/db/past-projects.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { Instant } from "#lib/views/past.ts";
import type { PastProjectList } from "#lib/views/past-project.ts";

/** The projects that a person may see, with the names, jobs, counts and money of an instant. */
export const projectsPast = defineQuery({
  name: "project.past_list",
  needs: "project.read",
  input: z.object({
    at: Instant,
    q: z.string().max(100).optional(),
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  async run({ tx, companyId, actor }, { at, q, after, limit }) {
    const bound = throughInstant(at);
    const now = await readNow(tx);
    const { first } = await readNamesKeptFrom(tx, companyId, "project", null);
    const isToCome = Date.parse(at) > Date.parse(now);
    const isKept = !isToCome && first !== null && Date.parse(bound) >= Date.parse(first);
    const asked = { own: ownProjects(actor), q: q?.trim() || null, after: after ?? null };
    const page = isKept ? await readPastProjects(tx, companyId, bound, asked, limit) : { rows: [], next: null };
    const list: PastProjectList = {
      at,
      standing: isToCome ? "to_come" : isKept ? "shown" : "not_kept",
      keptFrom: first,
      rows: page.rows.map(({ counts, ...project }) => ({ ...project, counts: counts ?? {} })),
      next: page.next,
      now,
    };
    return ok(list);
  },
});
