import type { SampleCompany } from "#drizzle/factories/sample-company.ts";
import type { Desk } from "../pages/desk.ts";
import type { InboxPage } from "../pages/inbox-page.ts";
import type { ProcoreSide, Project } from "./procore.ts";

/** A project of the test's own whose job is in Sage; the inbox shows what comes of it. */
export async function aJob(
  desk: Desk,
  procore: ProcoreSide,
  sample: SampleCompany,
): Promise<{ project: Project; job: string; inbox: InboxPage }> {
  const project = await procore.project(sample);
  const { project_number: job } = project;
  const inbox = await desk.openInbox(`?q=${job}`);
  const review = await inbox.moveTo(job);
  await review.accept();
  await review.becomes("Synced");
  return { project, job, inbox };
}
