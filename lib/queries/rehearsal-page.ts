import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { rehearsalScopeIds } from "#lib/core/rehearsal.ts";
import { readCompany } from "#lib/db/facts.ts";
import { decodeCursor, encodeCursor, readNow } from "#lib/db/inbox.ts";
import { readSageTime } from "#lib/db/reconcile.ts";
import { readPendingProjects } from "#lib/db/rehearsal.ts";
import { rehearseProjects, summarize, toRehearse } from "#lib/preflight/rehearse-release.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { monthEnds } from "#lib/views/periods.ts";
import type { RehearsalPage } from "#lib/views/rehearsal.ts";

/** If everything pending were released now: what Sage would have of each project, and what would not be there (ux.md N22). */
export const rehearsalPage = defineQuery({
  name: "rehearsal.page",
  needs: "reconcile.read",
  input: z.object({
    scope: z.enum(rehearsalScopeIds).default("all"),
    upTo: z.iso.date().optional(),
    q: z.string().max(100).optional(),
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  async run({ tx, companyId }, { scope, upTo = null, q, after, limit }) {
    const { today } = await readCompany(tx, companyId);
    const asked = await toRehearse(tx, companyId, { scope, upTo, q: q?.trim() || null });
    const from = { after: decodeCursor(after ?? null), limit };
    const { projects, hasMore, count } = await readPendingProjects(tx, companyId, asked, from);
    const last = projects.at(-1);
    const page: RehearsalPage = {
      scope,
      upTo,
      periods: monthEnds(today, 13),
      rows: await rehearseProjects(tx, companyId, asked, projects),
      next: hasMore && last ? encodeCursor(last.number, last.id) : null,
      projects: count,
      summary: after === undefined ? await summarize(tx, companyId, asked, today) : null,
      readAt: await readSageTime(tx, companyId),
      now: await readNow(tx),
    };
    return ok(page);
  },
});
