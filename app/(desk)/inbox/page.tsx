import type { Metadata } from "next";
import { cookies } from "next/headers";
import { decisionActions } from "#app/(desk)/inbox/decision-actions.ts";
import { Inbox } from "#components/inbox/inbox.tsx";
import { cookieNames, listWidthOf } from "#lib/client/preferences.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";
import { itemView } from "#lib/queries/item-view.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Inbox" };

/** The first page and the item under the cursor come with the page; what changes after that is asked for by the screen. */
export default async function InboxRoute({ searchParams }: PageProps<"/inbox">) {
  const { item, section: _, ...filter } = await searchParams;
  const [first, jar] = await Promise.all([read(inboxPage, filter), cookies()]);
  const itemId = typeof item === "string" ? item : first.rows[0]?.id;
  const firstItem = itemId === undefined ? null : await read(itemView, { itemId });
  return (
    <Inbox
      first={first}
      firstItem={firstItem}
      listWidth={listWidthOf(jar.get(cookieNames.panes)?.value)}
      actions={decisionActions}
    />
  );
}
