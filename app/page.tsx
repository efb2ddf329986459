import { redirect } from "next/navigation";
import { shellView } from "#lib/queries/shell-view.ts";
import { read } from "#lib/server/read.ts";

/** A project manager's home is the projects; everybody else's is the inbox. */
export default async function Home() {
  const { person } = await read(shellView, {});
  const isProjectManagerOnly = person.roles.every((role) => role === "project_manager");
  redirect(isProjectManagerOnly ? "/projects" : "/inbox");
}
