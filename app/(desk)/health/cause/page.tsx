import type { Metadata } from "next";
import { assignCauseAction, muteCauseAction, retryItemsAction } from "#app/(desk)/health/actions.ts";
import { CausePage } from "#components/health/cause-page.tsx";
import { causeView } from "#lib/queries/cause-view.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Cause" };

export default async function CauseRoute({ searchParams }: PageProps<"/health/cause">) {
  const { key } = await searchParams;
  const input = { key: typeof key === "string" ? key : "" };
  const from = `/health/cause?key=${encodeURIComponent(input.key)}`;
  const actions = { retry: retryItemsAction, mute: muteCauseAction, assign: assignCauseAction };
  return <CausePage key={input.key} first={await read(causeView, input, from)} actions={actions} />;
}
