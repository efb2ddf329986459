import type { Metadata } from "next";
import { releaseItemsAction, takeBackItemsAction } from "#app/(desk)/outbox/actions.ts";
import { Outbox } from "#components/outbox/outbox.tsx";
import { outboxPage } from "#lib/queries/outbox-page.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Outbox" };

export default async function OutboxRoute() {
  return (
    <Outbox first={await read(outboxPage, {}, "/outbox")} takeBack={takeBackItemsAction} release={releaseItemsAction} />
  );
}
