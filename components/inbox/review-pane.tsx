"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Maximize2 } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import { itemPace } from "#components/review/item-pace.ts";
import { Review } from "#components/review/review.tsx";
import type { Decisions } from "#components/review/use-decisions.ts";
import { EmptyState, ErrorState, Skeleton } from "#components/ui/states.tsx";
import type { DecisionActions } from "#lib/client/actions.ts";
import { fetchView } from "#lib/client/fetch-view.ts";
import { useView } from "#lib/client/use-view.ts";
import { viewKey } from "#lib/client/view-names.ts";
import type { ItemView } from "#lib/views/item.ts";

type Props = {
  readonly itemId: string | null;
  /** Rows around the cursor, read ahead so that the next step shows at once. */
  readonly nearIds: readonly string[];
  readonly first: ItemView | null;
  readonly actions: DecisionActions;
  readonly decisions: Decisions;
  readonly onAccept: (view: ItemView) => void;
  readonly onReject: (view: ItemView) => void;
  readonly onAssign: (view: ItemView) => void;
};

export function ReviewPane({ itemId, nearIds, first, actions, decisions, onAccept, onReject, onAssign }: Props) {
  const seed = first !== null && first.id === itemId ? first : undefined;
  const {
    data: view,
    error,
    refetch,
  } = useView("item.view", { itemId: itemId ?? "" }, { first: seed, every: itemPace, isOn: itemId !== null });
  useReadAhead(nearIds);
  if (itemId === null)
    return <EmptyState title="Nothing to review">The item under the cursor is shown here.</EmptyState>;
  if (!view)
    return error ? (
      <ErrorState sentence={error.sentence} fix={error.fix} onRetry={() => void refetch()} />
    ) : (
      <Skeleton rows={12} label="Loading the item" />
    );
  const aside = (
    <Link
      href={`/items/${view.id}`}
      prefetch={false}
      className="mt-0.5 inline-flex min-h-6 items-center gap-1 rounded-sm text-xs text-ink-2 hover:text-ink hover:underline"
    >
      <Maximize2 aria-hidden="true" className="size-3" />
      Open
    </Link>
  );
  return (
    <Review
      view={view}
      actions={actions}
      decisions={decisions}
      onAccept={onAccept}
      onReject={onReject}
      onAssign={onAssign}
      level={2}
      aside={aside}
    />
  );
}

function useReadAhead(ids: readonly string[]): void {
  const client = useQueryClient();
  const list = ids.join();
  useEffect(() => {
    const timer = window.setTimeout(() => {
      for (const itemId of list === "" ? [] : list.split(",")) {
        void client.prefetchQuery({
          queryKey: viewKey("item.view", { itemId }),
          queryFn: ({ signal }) => fetchView("item.view", { itemId }, signal),
          staleTime: 10_000,
        });
      }
    }, 60);
    return () => window.clearTimeout(timer);
  }, [client, list]);
}
