import type { Metadata } from "next";
import {
  linkProjectAction,
  retrieveItemsAction,
  sendItemsAction,
  unlinkProjectAction,
} from "#app/(desk)/projects/actions.ts";
import { ProjectPage } from "#components/projects/project-page.tsx";
import { projectLadder } from "#lib/queries/project-ladder.ts";
import { projectStatus } from "#lib/queries/project-status.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Project" };

export default async function ProjectRoute({ params }: PageProps<"/projects/[id]">) {
  const { id } = await params;
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
    />
  );
}
