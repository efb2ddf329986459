import { z } from "zod";
import { compareJob } from "#lib/core/job-match.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { iso } from "#lib/db/database.ts";
import { readNow } from "#lib/db/inbox.ts";
import {
  type JobFigures,
  type LinkableProject,
  readJobChoices,
  readJobFigures,
  readLinkable,
  readProjectDocuments,
} from "#lib/db/job-choices.ts";
import { readShell } from "#lib/db/screens.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordTypes } from "#lib/records/registry.ts";
import type { JobChoice, JobChoices } from "#lib/views/job-choices.ts";

const limit = 8;

/** A project beside the jobs of Sage that may be its own, for whoever links them. */
export const projectJobs = defineQuery({
  name: "project.jobs",
  needs: "project.link",
  input: z.object({ projectId: z.uuid(), q: z.string().max(100).optional() }),
  async run({ tx, companyId }, { projectId, q = "" }) {
    const project = await readLinkable(tx, companyId, projectId);
    if (!project) return refuse("item.unknown");
    const documents = await readProjectDocuments(tx, companyId, projectId);
    const linked = project.job === null ? null : await readJobFigures(tx, companyId, project.job);
    const found = project.job === null ? await readJobChoices(tx, companyId, { project, q: q.trim(), limit }) : [];
    const { id, number, name, job, who, at } = project;
    const view: JobChoices = {
      project: { id, number, name, job, who, at: iso(at) },
      documents: recordTypes.flatMap((type) => {
        const had = documents.find(({ recordType }) => recordType === type.id);
        return had
          ? [{ label: had.count === 1 ? type.label.one : type.label.many, count: had.count, amount: had.amount }]
          : [];
      }),
      rows: found.map((one) => toChoice(project, one)).sort((a, b) => Number(b.isCertain) - Number(a.isCertain)),
      linked: linked && toChoice(project, linked),
      readAt: (await readShell(tx, companyId)).readAt,
      now: await readNow(tx),
    };
    return ok(view);
  },
});

function toChoice(project: LinkableProject, found: JobFigures): JobChoice {
  const { projectId: _, project: linkedTo, who: _who, at: _at, ...figures } = found;
  const { isSameNumber, likeness, isCertain } = compareJob(project, { number: found.job, name: found.name });
  return { ...figures, linkedTo, isSameNumber, likeness, isCertain };
}
