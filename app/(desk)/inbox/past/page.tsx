import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pastFilterOf } from "#components/past/past-filter.ts";
import { PastInboxPage } from "#components/past/past-inbox.tsx";
import { inboxPast } from "#lib/queries/inbox-past.ts";
import { pastOf } from "#lib/server/past-of.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Inbox as it was" };

/** The inbox at the instant of the address; one that is none leads to the inbox of now. */
export default async function PastInboxRoute({ searchParams }: PageProps<"/inbox/past">) {
  const address = await searchParams;
  const past = pastOf(address.at, "/inbox");
  if (!past) redirect("/inbox");
  const filter = pastFilterOf(address, past.at);
  return <PastInboxPage first={await read(inboxPast, filter)} firstFilter={filter} />;
}
