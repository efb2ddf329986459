"use client";
import { useRef, useState } from "react";
import { type KeyHandlers, useKeys } from "#components/keys/key-registry.tsx";
import { TotalLine } from "#components/money/total.tsx";
import { type CalmRow, calmRows } from "#components/outbox/calm-rows.ts";
import { OutboxNav } from "#components/outbox/outbox-nav.tsx";
import { OutboxTotals } from "#components/outbox/outbox-status.tsx";
import { OutboxTable } from "#components/outbox/outbox-table.tsx";
import { BottomLine } from "#components/shell/bottom-line.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import { WhyDialog } from "#components/stuck/why-dialog.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { useRowSelection } from "#components/table/use-row-selection.ts";
import { useRowsCommand } from "#components/table/use-rows-command.ts";
import { useCompany } from "#components/time/company.tsx";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notices.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { lastBatch, removeBatch } from "#lib/client/accepted-batches.ts";
import type { Action } from "#lib/client/actions.ts";
import { useView } from "#lib/client/use-view.ts";
import { sum } from "#lib/core/money.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";
import type { OutboxPage, OutboxRow } from "#lib/views/screens.ts";

type Props = {
  readonly first: OutboxPage;
  readonly takeBack: Action<RowsAnswer>;
  readonly release: Action<RowsAnswer>;
};

/** Everything between Accept and the proof: what can still be taken back, and what each of the others waits for. */
export function Outbox({ first, takeBack, release }: Props) {
  const { data: view = first, error } = useView("outbox.page", {}, { first, every: 2000 });
  const [isHeld, setHeld] = useState(false);
  const rows = useCalmRows(view.rows, isHeld);
  const here = rows.filter((one) => !one.isGone).map((one) => one.row);
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(here, box);
  const selection = useRowSelection(here);
  const [askedId, setAskedId] = useState<string | null>(null);
  const { back, forward, busy, refused } = useGestures(takeBack, release, selection.clear);
  const [backReason, forwardReason] = [useTakeBackReason(), useReleaseReason()];
  const backable = selection.rows.filter((row) => backReason(row) === null);
  const releasable = selection.rows.filter((row) => forwardReason(row) === null);
  const backOne = (row: OutboxRow | undefined) => runOne(row, backReason, back);
  const forwardOne = (row: OutboxRow | undefined) => runOne(row, forwardReason, forward);
  useOutboxKeys({
    cursor,
    selection,
    takeBackOne: backOne,
    releaseOne: forwardOne,
    takeBackAll: () => back(backable),
    undoLast: () => takeBackLast(back),
    why: (row) => row && setAskedId(row.id),
  });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead
        title="Outbox"
        note={error ? `${error.sentence} ${error.fix}` : "Accepted, not yet proved by reading it back from Sage."}
      >
        <Bulk
          selected={selection.rows.length}
          backable={backable.length}
          releasable={releasable.length}
          isBusy={busy.size > 0}
          onTakeBack={() => back(backable)}
          onRelease={() => forward(releasable)}
        />
        <ExportMenu table="outbox" />
      </PageHead>
      <OutboxNav here="/outbox" />
      <OutboxTotals totals={view.totals} />
      {rows.length === 0 ? (
        <EmptyState title="The outbox is empty">
          An item waits here after Accept until Sage has it and it was read back.
        </EmptyState>
      ) : (
        <OutboxTable
          rows={rows}
          now={view.now}
          cursorId={cursor.id}
          selection={selection}
          hasMore={view.next !== null}
          boxRef={box}
          onHold={setHeld}
          busy={busy}
          refused={refused}
          reasonAgainst={backReason}
          onTakeBack={backOne}
          onRelease={forwardOne}
          onWhy={(row) => setAskedId(row.id)}
          onCursor={(row) => cursor.set(row.id)}
        />
      )}
      <SelectionLine rows={selection.rows} />
      {askedId ? <WhyDialog itemId={askedId} onClose={() => setAskedId(null)} /> : null}
    </div>
  );
}

function useCalmRows(now: readonly OutboxRow[], isHeld: boolean): readonly CalmRow[] {
  const [shown, setShown] = useState(() => ({ now, isHeld, rows: calmRows([], now, false) }));
  if (shown.now === now && shown.isHeld === isHeld) return shown.rows;
  const rows = calmRows(shown.rows, now, isHeld);
  setShown({ now, isHeld, rows });
  return rows;
}

function useGestures(takeBack: Action<RowsAnswer>, release: Action<RowsAnswer>, onDone: () => void) {
  const back = useRowsCommand(takeBack, "taken back", ["outbox.page", "inbox.page", "item.view", "shell.view"], onDone);
  const forward = useRowsCommand(release, "released", ["outbox.page", "item.view", "shell.view"], onDone);
  return {
    back: back.run,
    forward: forward.run,
    busy: new Set([...back.busy, ...forward.busy]),
    refused: new Map([...back.refused, ...forward.refused]),
  };
}

/** Why a row cannot be taken back: it is on its way, or the person may not. */
function useTakeBackReason(): (row: OutboxRow) => string | null {
  const personal = useReasonAgainst("export.take_back");
  return (row) => (row.canTakeBack ? personal : `It can no longer be taken back: it is “${row.statusLabel}”.`);
}
function useReleaseReason(): (row: OutboxRow) => string | null {
  const personal = useReasonAgainst("export.take_back");
  return (row) => (row.status === "outbox" ? personal : `There is nothing to release: it is “${row.statusLabel}”.`);
}

function runOne(
  row: OutboxRow | undefined,
  reasonOf: (row: OutboxRow) => string | null,
  run: (rows: readonly OutboxRow[]) => void,
): void {
  if (!row) return;
  const reason = reasonOf(row);
  if (reason) notify({ title: `${row.number} stays as it is`, text: reason });
  else run([row]);
}

function takeBackLast(back: (rows: readonly { id: string; version: number }[]) => void): void {
  const batch = lastBatch();
  if (!batch) {
    notify({ title: "Nothing to take back", text: "You accepted nothing in this tab yet." });
    return;
  }
  back(batch.items.map((item) => ({ id: item.itemId, version: item.seenVersion })));
  removeBatch(batch);
}

type KeyProps = {
  readonly cursor: ReturnType<typeof useRowCursor<OutboxRow>>;
  readonly selection: ReturnType<typeof useRowSelection<OutboxRow>>;
  readonly takeBackOne: (row: OutboxRow | undefined) => void;
  readonly releaseOne: (row: OutboxRow | undefined) => void;
  readonly takeBackAll: () => void;
  readonly undoLast: () => void;
  readonly why: (row: OutboxRow | undefined) => void;
};

function useOutboxKeys({ cursor, selection, takeBackOne, releaseOne, takeBackAll, undoLast, why }: KeyProps): void {
  const go = useGo();
  const { row } = cursor;
  const extend = (move: ((chord: string) => void) | undefined) => (chord: string) => {
    if (row) selection.set(row.id, true);
    move?.(chord);
  };
  const keys: KeyHandlers = {
    ...cursor.keys,
    open: () => row && go(`/items/${row.id}`),
    select: () => row && selection.set(row.id, !selection.has(row.id)),
    extendDown: extend(cursor.keys.next),
    extendUp: extend(cursor.keys.previous),
    selectAll: () => selection.setAll(true),
    back: selection.clear,
    takeBackRow: () => takeBackOne(row),
    takeBackSelection: takeBackAll,
    releaseNow: () => releaseOne(row),
    takeBack: undoLast,
    why: () => why(row),
  };
  useKeys(keys);
}

type BulkProps = {
  readonly selected: number;
  readonly backable: number;
  readonly releasable: number;
  readonly isBusy: boolean;
  readonly onTakeBack: () => void;
  readonly onRelease: () => void;
};

function Bulk({ selected, backable, releasable, isBusy, onTakeBack, onRelease }: BulkProps) {
  const reasonFor = (able: number, words: string) =>
    selected === 0 ? "Select rows first (X)." : able === 0 ? words : null;
  return (
    <span className="flex gap-2 max-md:hidden">
      <Button
        reason={reasonFor(backable, "None of the selected items can be taken back by you now.")}
        isBusy={isBusy}
        shortcut="takeBackSelection"
        onPress={onTakeBack}
      >
        Take back {backable || ""}
      </Button>
      <Button
        reason={reasonFor(releasable, "None of the selected items can be released by you now.")}
        isBusy={isBusy}
        onPress={onRelease}
      >
        Release {releasable || ""} now
      </Button>
    </span>
  );
}

function SelectionLine({ rows }: { readonly rows: readonly OutboxRow[] }) {
  const { currency } = useCompany();
  return (
    <BottomLine>
      <TotalLine label="Selected" items={rows.length} amount={sum(rows.map((row) => row.amount))} currency={currency} />
      <span className="ml-auto">
        W why · U take back · Q release now · X select · Z take back what you accepted last
      </span>
    </BottomLine>
  );
}
