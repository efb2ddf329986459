import type { Metadata } from "next";
import { decisionActions } from "#app/(desk)/inbox/decision-actions.ts";
import { PastItemPage } from "#components/past/past-item.tsx";
import { ItemPage } from "#components/review/item-page.tsx";
import { itemPast } from "#lib/queries/item-past.ts";
import { itemView } from "#lib/queries/item-view.ts";
import { pastOf } from "#lib/server/past-of.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Item" };

/** With `at` in the address the item as it was at that instant. */
export default async function ItemRoute({ params, searchParams }: PageProps<"/items/[id]">) {
  const { id } = await params;
  const { at } = await searchParams;
  const past = pastOf(at, `/items/${id}`);
  if (past) return <PastItemPage key={past.at} past={await read(itemPast, { itemId: id, at: past.at }, past.from)} />;
  const first = await read(itemView, { itemId: id });
  return <ItemPage key={id} first={first} actions={decisionActions} />;
}
