import type { Metadata } from "next";
import { attemptFilterOf } from "#components/health/attempt-filter.ts";
import { Attempts } from "#components/health/attempts.tsx";
import { attemptPage } from "#lib/queries/attempt-page.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Attempts" };

export default async function AttemptsRoute({ searchParams }: PageProps<"/health/attempts">) {
  const filter = attemptFilterOf(await searchParams);
  return <Attempts first={await read(attemptPage, filter, "/health/attempts")} firstFilter={filter} />;
}
