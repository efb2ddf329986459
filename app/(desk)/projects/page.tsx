import type { Metadata } from "next";
import { PastProjects } from "#components/past/past-projects.tsx";
import { Projects } from "#components/projects/projects.tsx";
import { projectList } from "#lib/queries/project-list.ts";
import { projectsPast } from "#lib/queries/projects-past.ts";
import { pastOf } from "#lib/server/past-of.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Projects" };

/** With `at` in the address the projects as they were at that instant. */
export default async function ProjectsRoute({ searchParams }: PageProps<"/projects">) {
  const { q, at } = await searchParams;
  const words = typeof q === "string" ? q.slice(0, 100) : "";
  const past = pastOf(at, "/projects");
  if (past) {
    const list = await read(projectsPast, { at: past.at, ...(words ? { q: words } : {}) }, past.from);
    return <PastProjects key={past.at} first={list} firstQ={words} />;
  }
  return <Projects first={await read(projectList, words ? { q: words } : {}, "/projects")} firstQ={words} />;
}
