import type { Metadata } from "next";
import { verifyChainAction } from "#app/(desk)/history/actions.ts";
import { History } from "#components/history/history.tsx";
import { historyFilterOf } from "#components/history/history-filter.ts";
import { historyPage } from "#lib/queries/history-page.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "History" };

export default async function HistoryRoute({ searchParams }: PageProps<"/history">) {
  const filter = historyFilterOf(await searchParams);
  const first = await read(historyPage, filter, "/history");
  return <History first={first} firstFilter={filter} verify={verifyChainAction} />;
}
