import type { Metadata } from "next";
import { Batches } from "#components/batches/batches.tsx";
import { batchList } from "#lib/queries/batch-list.ts";
import { runList } from "#lib/queries/run-list.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Batches" };

export default async function BatchesRoute() {
  const runs = await read(runList, {}, "/batches");
  return <Batches first={await read(batchList, {}, "/batches")} runs={runs} />;
}
