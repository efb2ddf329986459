import type { Metadata } from "next";
import { holdItemsAction, liftHoldsAction } from "#app/(desk)/inbox/actions.ts";
import { releaseItemsAction, takeBackBatchAction, takeBackItemsAction } from "#app/(desk)/outbox/actions.ts";
import { Outbox } from "#components/outbox/outbox.tsx";
import { outboxPartIds } from "#lib/core/outbox-parts.ts";
import { outboxPage } from "#lib/queries/outbox-page.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Outbox" };
const actions = {
  takeBack: takeBackItemsAction,
  takeBackBatch: takeBackBatchAction,
  release: releaseItemsAction,
  hold: holdItemsAction,
  liftHold: liftHoldsAction,
};

export default async function OutboxRoute({ searchParams }: PageProps<"/outbox">) {
  const { show } = await searchParams;
  const part = outboxPartIds.find((id) => id === show) ?? null;
  const first = await read(outboxPage, part === null ? {} : { show: part }, "/outbox");
  return <Outbox first={first} firstPart={part} actions={actions} />;
}
