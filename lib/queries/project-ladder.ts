import { z } from "zod";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readProject } from "#lib/db/projects.ts";
import { readShell } from "#lib/db/screens.ts";
import { readRungs } from "#lib/preflight/project-rungs.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { ProjectLadder } from "#lib/views/screens.ts";

/** The way of a project into accounting, rung by rung, with the times that this company's documents usually take (ux.md 6.6). */
export const projectLadder = defineQuery({
  name: "project.ladder",
  needs: "project.read",
  open: {
    about: "How far the record types of a project are.",
    refusals: ["item.unknown", "access.project"],
  },
  input: z.object({ projectId: z.uuid() }),
  async run({ tx, companyId, actor }, { projectId }) {
    const right = can(actor, "project.read", { projectId });
    if (!right.ok) return right;
    const project = await readProject(tx, companyId, projectId);
    if (!project) return refuse("item.unknown");
    const view: ProjectLadder = {
      rungs: await readRungs(tx, companyId, project),
      readAt: (await readShell(tx, companyId)).readAt,
      now: await readNow(tx),
    };
    return ok(view);
  },
});
