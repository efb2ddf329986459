import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { readLinkable, readStanding, wasImported } from "#lib/db/job-choices.ts";
import { unlinkProject as untie } from "#lib/db/project-links.ts";
import { ProjectJob } from "#lib/views/inputs.ts";

/** Severs the tie of a project and its job as long as nothing stands on it: no document in Sage or under way, no import. */
export const unlinkProject = defineCommand({
  name: "project.unlink",
  needs: "project.link",
  input: ProjectJob,
  touches: ["project.jobs", "project.status", "project.list", "inbox.page", "item.view", "import.page"],
  async run({ tx, companyId, actor }, link): Promise<Outcome<{ job: string }>> {
    const project = await readLinkable(tx, companyId, link.projectId, true);
    if (!project) return refuse("item.unknown");
    if (project.job !== link.job) return refuse("project.not_linked", { job: link.job });
    const title = `${project.number} ${project.name}`;
    if (await wasImported(tx, companyId, { sourceId: project.sourceId, job: link.job }))
      return refuse("project.imported", { project: title, job: link.job });
    const states = ["outbox", "exporting", "unknown", "held", "synced"] as const;
    const standing = await readStanding(tx, companyId, project.id, states);
    if (standing) {
      const count = standing.count === 1 ? "1 document" : `${standing.count} documents`;
      return refuse("project.standing", { count, project: title, job: link.job, number: standing.number });
    }
    await untie(tx, companyId, actor, { projectId: project.id, job: link.job });
    return ok({ job: link.job });
  },
});
