import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { ownProjects } from "#lib/core/permissions.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readProjects } from "#lib/db/screens.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { ProjectRow } from "#lib/views/screens.ts";

/** The projects a person may see, with counts and money per state. */
export const projectList = defineQuery({
  name: "project.list",
  needs: "project.read",
  input: z.object({ q: z.string().max(100).optional() }),
  async run({ tx, companyId, actor }, { q }) {
    const rows: ProjectRow[] = (
      await readProjects(tx, companyId, { projectIds: ownProjects(actor), ...(q ? { q } : {}) })
    ).map(({ counts, ...project }) => ({ ...project, counts: counts ?? {} }));
    return ok({ rows, now: await readNow(tx) });
  },
});
