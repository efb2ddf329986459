"use client";
import { useRef, useState } from "react";
import { HealthNav } from "#components/health/health-nav.tsx";
import { UnknownDetail } from "#components/health/unknown-detail.tsx";
import { UnknownList } from "#components/health/unknown-list.tsx";
import { useKeys } from "#components/keys/key-registry.tsx";
import { type Resolution, ResolveDialog } from "#components/review/resolve-dialog.tsx";
import { BottomLine } from "#components/shell/bottom-line.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { WhyDialog } from "#components/stuck/why-dialog.tsx";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { notify } from "#components/ui/notices.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { Action } from "#lib/client/actions.ts";
import { eachOnce } from "#lib/client/each-once.ts";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { UnknownPage, UnknownRow } from "#lib/views/unknown.ts";

type Props = { readonly first: UnknownPage; readonly resolve: Action<{ version: number }> };
type Asked = { readonly row: UnknownRow; readonly as: Resolution };
const answers: readonly Resolution[] = ["adopt", "send_again", "give_up"];

/** What only a person can settle: both sides of each, and the three answers (ux.md 6.7). */
export function UnknownInbox({ first, resolve }: Props) {
  const { query, rows: read, newest } = useViewPages("unknown.page", {}, { first, every: 4000 });
  const rows = eachOnce(read);
  const { now } = newest ?? first;
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(rows, box);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [whyId, setWhyId] = useState<string | null>(null);
  const go = useGo();
  const { row } = cursor;
  const answer = (as: Resolution) => {
    const action = row?.actions.find(({ gesture }) => gesture === as);
    if (!row) return;
    if (action?.isAllowed) setAsked({ row, as });
    else notify({ title: `${row.number} stays as it is`, text: action?.reason ?? (row.isLookOnly ? linked : waits) });
  };
  useKeys({
    ...cursor.keys,
    open: () => row && go(`/items/${row.id}`),
    why: () => row && setWhyId(row.id),
    answer: (chord) => answer(answers[Number(chord) - 1] ?? "adopt"),
    back: () => go("/health"),
  });
  const { error } = query;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead
        title="Outcome unknown"
        note={
          error
            ? `${error.sentence} ${error.fix}`
            : "Look into Sage and say what is there. Nothing is sent a second time before."
        }
      />
      <HealthNav here="/health/unknown" />
      {rows.length === 0 ? (
        <EmptyState title="Every outcome is known">
          An export comes here when its answer was lost, or when Sage shows something else than was accepted.
        </EmptyState>
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,5fr)_minmax(0,6fr)] max-md:grid-cols-1 max-md:grid-rows-2">
          <UnknownList
            rows={rows}
            now={now}
            cursorId={cursor.id}
            boxRef={box}
            hasMore={query.hasNextPage}
            isBusy={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
            onCursor={cursor.set}
          />
          {row ? <UnknownDetail key={row.id} row={row} now={now} onAnswer={(as) => setAsked({ row, as })} /> : null}
        </div>
      )}
      <BottomLine>
        <span className="ml-auto">1 found in Sage · 2 send again · 3 stop · Enter open · W why</span>
      </BottomLine>
      {asked ? (
        <ResolveDialog
          view={asked.row}
          isLookOnly={asked.row.isLookOnly}
          as={asked.as}
          action={resolve}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {whyId ? <WhyDialog itemId={whyId} onClose={() => setWhyId(null)} /> : null}
    </div>
  );
}

const linked = "It is linked to a record that Sage had before; it is never sent.";
const waits = "Sage is still being asked; this answer is possible once the item is held.";
