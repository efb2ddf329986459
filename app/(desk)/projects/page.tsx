import type { Metadata } from "next";
import { Projects } from "#components/projects/projects.tsx";
import { projectList } from "#lib/queries/project-list.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Projects" };

export default async function ProjectsRoute({ searchParams }: PageProps<"/projects">) {
  const { q } = await searchParams;
  const words = typeof q === "string" ? q.slice(0, 100) : "";
  return <Projects first={await read(projectList, words ? { q: words } : {}, "/projects")} firstQ={words} />;
}
