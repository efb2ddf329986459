import type { Metadata } from "next";
import { BatchProof } from "#components/batches/batch-proof.tsx";
import { batchPage } from "#lib/queries/batch-page.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Batch" };

export default async function BatchRoute({ params }: PageProps<"/batches/[id]">) {
  const { id } = await params;
  return <BatchProof key={id} first={await read(batchPage, { batchId: id }, `/batches/${id}`)} />;
}
