import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { itemStates } from "#lib/core/workflow.ts";
import { readJobFigures, readLinkable, readMakerOf, readStanding } from "#lib/db/job-choices.ts";
import { linkProject as tie } from "#lib/db/project-links.ts";
import { recordTypes } from "#lib/records/registry.ts";
import { ProjectJob } from "#lib/views/inputs.ts";
import { minute } from "#lib/views/rows.ts";

/**
 * Ties a project to a job that Sage has already; nothing is written to either. One job for one project: refused with who was
 * first. What is on its way to Sage for the project would come out otherwise, so it is settled before.
 */
export const linkProject = defineCommand({
  name: "project.link",
  needs: "project.link",
  input: ProjectJob,
  touches: ["project.jobs", "project.status", "project.list", "inbox.page", "item.view", "import.page"],
  async run({ tx, companyId, actor }, link): Promise<Outcome<{ job: string }>> {
    const project = await readLinkable(tx, companyId, link.projectId, true);
    if (!project) return refuse("item.unknown");
    const title = `${project.number} ${project.name}`;
    if (project.job !== null) {
      const { job, who, at } = project;
      return refuse("project.linked", { project: title, job, who: who ?? "Countersign", at: minute(at) });
    }
    const job = await readJobFigures(tx, companyId, link.job);
    if (!job) return refuse("job.not_in_sage", { job: link.job });
    const maker = await readMakerOf(
      tx,
      companyId,
      link.job,
      recordTypes.filter((type) => type.afterProof).map(({ id }) => id),
    );
    if (maker && maker.projectId !== project.id)
      return refuse("job.under_way", { job: link.job, project: maker.project });
    const moving = await readStanding(tx, companyId, project.id, ["outbox", "exporting", "unknown", "held"]);
    if (moving) return refuse("project.under_way", { number: moving.number, state: itemStates[moving.state].label });
    if (await tie(tx, companyId, actor, { projectId: project.id, job: link.job })) return ok({ job: link.job });
    const taken = await readJobFigures(tx, companyId, link.job);
    return refuse("job.taken", {
      job: link.job,
      project: taken?.project ?? "another project",
      who: taken?.who ?? "Countersign",
      at: minute(taken?.at ?? null),
    });
  },
});
