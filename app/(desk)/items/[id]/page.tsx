import type { Metadata } from "next";
import { decisionActions } from "#app/(desk)/inbox/decision-actions.ts";
import { ItemPage } from "#components/review/item-page.tsx";
import { itemView } from "#lib/queries/item-view.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Item" };

export default async function ItemRoute({ params }: PageProps<"/items/[id]">) {
  const { id } = await params;
  const first = await read(itemView, { itemId: id });
  return <ItemPage key={id} first={first} actions={decisionActions} />;
}
