import type { Metadata } from "next";
import {
  linkProjectAction,
  makeShareAction,
  retrieveItemsAction,
  revokeShareAction,
  sendItemsAction,
  unlinkProjectAction,
} from "#app/(desk)/projects/actions.ts";
import { PastProjectPage } from "#components/past/past-project.tsx";
import { ProjectPage } from "#components/projects/project-page.tsx";
import { projectLadder } from "#lib/queries/project-ladder.ts";
import { projectPast } from "#lib/queries/project-past.ts";
import { projectStatus } from "#lib/queries/project-status.ts";
import { pastOf } from "#lib/server/past-of.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Project" };

/** With `at` in the address the project as it was at that instant. */
export default async function ProjectRoute({ params, searchParams }: PageProps<"/projects/[id]">) {
  const { id } = await params;
  const { at } = await searchParams;
  const past = pastOf(at, `/projects/${id}`);
  if (past)
    return <PastProjectPage key={past.at} past={await read(projectPast, { projectId: id, at: past.at }, past.from)} />;
  const first = await read(projectStatus, { projectId: id }, `/projects/${id}`);
  const firstLadder = await read(projectLadder, { projectId: id }, `/projects/${id}`);
  return (
    <ProjectPage
      key={id}
      first={first}
      firstLadder={firstLadder}
      send={sendItemsAction}
      retrieve={retrieveItemsAction}
      jobActions={{ link: linkProjectAction, unlink: unlinkProjectAction }}
      shareActions={{ make: makeShareAction, revoke: revokeShareAction }}
    />
  );
}
