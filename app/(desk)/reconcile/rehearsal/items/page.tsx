import type { Metadata } from "next";
import { itemFilterOf } from "#components/rehearsal/rehearsal-address.ts";
import { RehearsalItems } from "#components/rehearsal/rehearsal-items.tsx";
import { rehearsalItems } from "#lib/queries/rehearsal-items.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Items of the rehearsal" };

export default async function RehearsalItemsRoute({ searchParams }: PageProps<"/reconcile/rehearsal/items">) {
  const filter = itemFilterOf(await searchParams);
  const first = await read(rehearsalItems, filter, "/reconcile/rehearsal");
  return <RehearsalItems key={JSON.stringify(filter)} first={first} filter={filter} />;
}
