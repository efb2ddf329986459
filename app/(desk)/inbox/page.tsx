import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { runActions } from "#app/(desk)/batches/run-actions.ts";
import { deleteViewAction, savePreferencesAction, saveViewAction } from "#app/(desk)/inbox/actions.ts";
import { decisionActions } from "#app/(desk)/inbox/decision-actions.ts";
import { Inbox } from "#components/inbox/inbox.tsx";
import { cookieNames, listWidthOf } from "#lib/client/preferences.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";
import { itemView } from "#lib/queries/item-view.ts";
import { preferenceView } from "#lib/queries/preference-view.ts";
import { viewList } from "#lib/queries/view-list.ts";
import { read } from "#lib/server/read.ts";
import { addressOf } from "#lib/views/view-address.ts";

export const metadata: Metadata = { title: "Inbox" };
const viewActions = { save: saveViewAction, remove: deleteViewAction, savePreferences: savePreferencesAction };

/** The first page and the item under the cursor come with the page; what changes after that is asked for by the screen. */
export default async function InboxRoute({ searchParams }: PageProps<"/inbox">) {
  const { item, section: _, view, ...filter } = await searchParams;
  if (typeof view === "string" && filter.tab === undefined) await toView(view);
  const [first, preferences, jar] = await Promise.all([read(inboxPage, filter), read(preferenceView, {}), cookies()]);
  const itemId = typeof item === "string" ? item : first.rows[0]?.id;
  const firstItem = itemId === undefined ? null : await read(itemView, { itemId });
  return (
    <Inbox
      first={first}
      firstItem={firstItem}
      listWidth={listWidthOf(jar.get(cookieNames.panes)?.value)}
      actions={decisionActions}
      runActions={runActions}
      viewActions={viewActions}
      firstPreferences={preferences}
    />
  );
}

/** The short address of a view leads to its list; of a view that is not there the screen says so. */
async function toView(id: string): Promise<void> {
  const { views } = await read(viewList, {});
  const found = views.find((one) => one.id === id);
  if (found) redirect(addressOf(found));
}
