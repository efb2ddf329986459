import type { Metadata } from "next";
import { switchProjectCostsAction } from "#app/(desk)/projects/actions.ts";
import { JobCostsPage } from "#components/projects/job-costs-page.tsx";
import { projectCosts } from "#lib/queries/project-costs.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Job costs" };

export default async function JobCostsRoute({ params }: PageProps<"/projects/[id]/costs">) {
  const { id } = await params;
  const first = await read(projectCosts, { projectId: id }, `/projects/${id}/costs`);
  return <JobCostsPage key={id} first={first} switchCosts={switchProjectCostsAction} />;
}
