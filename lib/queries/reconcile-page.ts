import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { readCompany } from "#lib/db/facts.ts";
import { decodeCursor, encodeCursor, readNow } from "#lib/db/inbox.ts";
import { countProjects, readProjectPage, readSageTime } from "#lib/db/reconcile.ts";
import { reconcileProjects } from "#lib/preflight/reconcile-projects.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { monthEnds } from "#lib/views/periods.ts";
import type { ReconcilePage } from "#lib/views/reconcile.ts";

/** Both sides of every project, by number (ux.md 6.9); a page reads what its own projects hold. */
export const reconcilePage = defineQuery({
  name: "reconcile.page",
  needs: "reconcile.read",
  open: { about: "Both systems compared project by project, with the causes of each difference." },
  input: z.object({
    upTo: z.iso.date().optional(),
    q: z.string().max(100).optional(),
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  async run({ tx, companyId }, { upTo = null, q, after, limit }) {
    const search = q?.trim() || null;
    const scope = { q: search, after: decodeCursor(after ?? null), limit };
    const { projects, hasMore } = await readProjectPage(tx, companyId, scope);
    const last = projects.at(-1);
    const { today } = await readCompany(tx, companyId);
    const page: ReconcilePage = {
      rows: await reconcileProjects(tx, companyId, projects, upTo),
      next: hasMore && last ? encodeCursor(last.number, last.id) : null,
      projects: await countProjects(tx, companyId, search),
      upTo,
      periods: monthEnds(today, 13),
      readAt: await readSageTime(tx, companyId),
      now: await readNow(tx),
    };
    return ok(page);
  },
});
