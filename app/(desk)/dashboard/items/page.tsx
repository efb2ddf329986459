import type { Metadata } from "next";
import { AgedItems } from "#components/dashboard/aged-items.tsx";
import { agedFilterOf } from "#components/dashboard/dashboard-address.ts";
import { dashboardItems } from "#lib/queries/dashboard-items.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Items by age" };

export default async function AgedItemsRoute({ searchParams }: PageProps<"/dashboard/items">) {
  const filter = agedFilterOf(await searchParams);
  const first = await read(dashboardItems, filter, "/dashboard");
  return <AgedItems key={JSON.stringify(filter)} first={first} filter={filter} />;
}
