import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { ownProjects } from "#lib/core/permissions.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readProjectPage } from "#lib/db/projects.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { ProjectList } from "#lib/views/screens.ts";

/** The projects a person may see, by number, with counts and money per state. */
export const projectList = defineQuery({
  name: "project.list",
  needs: "project.read",
  open: { about: "The projects, page by page, each with its items by state." },
  input: z.object({
    q: z.string().max(100).optional(),
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  async run({ tx, companyId, actor }, { q, after, limit }) {
    const projectIds = ownProjects(actor);
    const page = await readProjectPage(tx, companyId, { projectIds, q, after: after ?? null, limit });
    const list: ProjectList = {
      rows: page.rows.map(({ counts, ...project }) => ({ ...project, counts: counts ?? {} })),
      next: page.next,
      count: page.count,
      now: await readNow(tx),
    };
    return ok(list);
  },
});
