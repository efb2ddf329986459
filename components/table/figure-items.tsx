"use client";
import { type ReactNode, useRef } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { BackLine } from "#components/shell/back-line.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { TableFrame } from "#components/table/table-frame.tsx";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { LoadMore } from "#components/ui/load-more.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import type { Problem } from "#lib/client/problem.ts";

export type CursorProps = { readonly cursorId: string | null; readonly onCursor: (id: string) => void };
type Props = {
  readonly back: { readonly href: string; readonly label: string };
  readonly head: ReactNode;
  readonly label: string;
  readonly query: {
    readonly error: Problem | null;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    fetchNextPage(): Promise<unknown>;
    refetch(): Promise<unknown>;
  };
  readonly rows: readonly { readonly id: string }[];
  /** Instead of the table where the figure has no item any more. */
  readonly empty: ReactNode;
  readonly children: (cursor: CursorProps) => ReactNode;
};

/** The items behind a figure as a page: the way back, a cursor that opens the item, further pages. */
export function FigureItems({ back, head, label, query, rows, empty, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(rows, box);
  const go = useGo();
  useKeys({ ...cursor.keys, open: () => cursor.id && go(`/items/${cursor.id}`), back: () => go(back.href) });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <BackLine href={back.href} label={back.label} />
      {head}
      {query.error ? (
        <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
      ) : null}
      {rows.length === 0 && !query.error ? empty : null}
      {rows.length > 0 ? (
        <TableFrame label={label} scrollRef={box} className="flex-1 bg-surface">
          {children({ cursorId: cursor.id, onCursor: cursor.set })}
          <LoadMore
            hasMore={query.hasNextPage}
            isBusy={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
            end="All items"
          />
        </TableFrame>
      ) : null}
    </div>
  );
}
