import type { Metadata } from "next";
import { runActions } from "#app/(desk)/batches/run-actions.ts";
import { RunReport } from "#components/runs/run-report.tsx";
import { runPage } from "#lib/queries/run-page.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Run" };

export default async function RunRoute({ params }: PageProps<"/batches/runs/[id]">) {
  const { id } = await params;
  const first = await read(runPage, { runId: id }, `/batches/runs/${id}`);
  return <RunReport key={id} first={first} actions={runActions} />;
}
