import type { Metadata } from "next";
import { signReconcileAction } from "#app/(desk)/reconcile/actions.ts";
import { ProjectReconcile } from "#components/reconcile/project-reconcile.tsx";
import { upToOf } from "#components/reconcile/reconcile-address.ts";
import { reconcileProject } from "#lib/queries/reconcile-project.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Reconcile a project" };

export default async function ProjectReconcileRoute({ params, searchParams }: PageProps<"/reconcile/[id]">) {
  const [{ id }, upTo] = [await params, upToOf(await searchParams)];
  const first = await read(reconcileProject, { projectId: id, ...(upTo ? { upTo } : {}) }, `/reconcile/${id}`);
  return <ProjectReconcile key={id} first={first} sign={signReconcileAction} />;
}
