import type { Metadata } from "next";
import { Reconcile } from "#components/reconcile/reconcile.tsx";
import { upToOf } from "#components/reconcile/reconcile-address.ts";
import { reconcilePage } from "#lib/queries/reconcile-page.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Reconcile" };

export default async function ReconcileRoute({ searchParams }: PageProps<"/reconcile">) {
  const params = await searchParams;
  const [upTo, q] = [upToOf(params), typeof params.q === "string" ? params.q.slice(0, 100) : ""];
  const filter = { ...(upTo ? { upTo } : {}), ...(q ? { q } : {}) };
  return <Reconcile first={await read(reconcilePage, filter, "/reconcile")} firstFilter={filter} />;
}
