"use client";
import { Button } from "#components/ui/button.tsx";

type Props = { readonly hasMore: boolean; readonly isBusy: boolean; readonly onMore: () => void; readonly end: string };

/** The foot of a list that is read page by page: more, or the words for its end. */
export function LoadMore({ hasMore, isBusy, onMore, end }: Props) {
  return (
    <div className="flex h-12 shrink-0 items-center justify-center text-xs text-ink-3" data-screen-only>
      {hasMore ? (
        <Button isBusy={isBusy} onPress={onMore}>
          Load more
        </Button>
      ) : (
        end
      )}
    </div>
  );
}
