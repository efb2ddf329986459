import type { Metadata } from "next";
import { Rehearsal } from "#components/rehearsal/rehearsal.tsx";
import { filterOf } from "#components/rehearsal/rehearsal-address.ts";
import { rehearsalPage } from "#lib/queries/rehearsal-page.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Month-end rehearsal" };

export default async function RehearsalRoute({ searchParams }: PageProps<"/reconcile/rehearsal">) {
  const filter = filterOf(await searchParams);
  return <Rehearsal first={await read(rehearsalPage, filter, "/reconcile/rehearsal")} firstFilter={filter} />;
}
