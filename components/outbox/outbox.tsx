"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useRef, useState } from "react";
import { HoldDialogs } from "#components/hold/hold-dialogs.tsx";
import { TotalLine } from "#components/money/total.tsx";
import { OutboxNav } from "#components/outbox/outbox-nav.tsx";
import { OutboxParts } from "#components/outbox/outbox-parts.tsx";
import { OutboxTable } from "#components/outbox/outbox-table.tsx";
import { type OutboxActions, useOutboxGestures } from "#components/outbox/use-outbox-gestures.ts";
import { useOutboxKeys } from "#components/outbox/use-outbox-keys.ts";
import { useOutboxRows } from "#components/outbox/use-outbox-rows.ts";
import { ConfirmDialog } from "#components/review/confirm-dialog.tsx";
import { BottomLine } from "#components/shell/bottom-line.tsx";
import { WhyDialog } from "#components/stuck/why-dialog.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { useRowSelection } from "#components/table/use-row-selection.ts";
import { useCompany } from "#components/time/company.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { sum } from "#lib/core/money.ts";
import { type OutboxPart, outboxPartIds, outboxParts } from "#lib/core/outbox-parts.ts";
import type { OutboxPage, OutboxRow } from "#lib/views/screens.ts";

type Props = {
  readonly first: OutboxPage;
  readonly firstPart: OutboxPart | null;
  readonly actions: OutboxActions;
};

/** Everything between Accept and the proof: what can still be taken back, and what each of the others waits for. */
export function Outbox({ first, firstPart, actions }: Props) {
  const [part, setPart] = useQueryState("show", parseAsStringLiteral(outboxPartIds));
  const [isHeld, setHeld] = useState(false);
  const list = useOutboxRows(part, first, part === firstPart, isHeld);
  const { rows, view, problem } = list;
  const here = rows.filter((one) => !one.isGone).map((one) => one.row);
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(here, box);
  const selection = useRowSelection(here);
  const [askedId, setAskedId] = useState<string | null>(null);
  const gestures = useOutboxGestures(actions, selection.rows, selection.clear);
  const why = (row: OutboxRow | undefined) => row && setAskedId(row.id);
  useOutboxKeys({ cursor, selection, gestures, why });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead
        title="Outbox"
        note={problem ? `${problem.sentence} ${problem.fix}` : "Accepted, not yet proved by reading it back from Sage."}
      >
        <Bulk selected={selection.rows.length} gestures={gestures} />
        <ExportMenu table="outbox" input={part === null ? {} : { show: part }} />
      </PageHead>
      <OutboxNav here="/outbox" />
      <OutboxParts view={view} value={part} onChange={(next) => void setPart(next)} />
      {rows.length > 0 ? (
        <OutboxTable
          rows={rows}
          total={part === null ? view.all : view.totals[part]}
          now={view.now}
          cursorId={cursor.id}
          selection={selection}
          hasMore={list.hasMore}
          isReadingMore={list.isReadingMore}
          onMore={list.readMore}
          boxRef={box}
          onHold={setHeld}
          busy={gestures.busy}
          refused={gestures.refused}
          reasonAgainst={gestures.backReason}
          onTakeBack={gestures.backOne}
          onRelease={gestures.releaseOne}
          onWhy={why}
          onCursor={(row) => cursor.set(row.id)}
        />
      ) : problem ? (
        <ErrorState sentence={problem.sentence} fix={problem.fix} onRetry={list.retry} />
      ) : (
        <Nothing part={part} onAll={() => void setPart(null)} />
      )}
      <SelectionLine rows={selection.rows} />
      {askedId ? <WhyDialog itemId={askedId} onClose={() => setAskedId(null)} /> : null}
      <BatchBack batch={gestures.batch} />
      <HoldDialogs hold={gestures.hold} onDone={selection.clear} />
    </div>
  );
}

function Nothing({ part, onAll }: { readonly part: OutboxPart | null; readonly onAll: () => void }) {
  if (part === null)
    return (
      <EmptyState title="The outbox is empty">
        An item waits here after Accept until Sage has it and it was read back.
      </EmptyState>
    );
  return (
    <EmptyState title={`Nothing is “${outboxParts[part].label}”`}>
      <Button onPress={onAll}>Show all that is under way</Button>
    </EmptyState>
  );
}

type Gestures = ReturnType<typeof useOutboxGestures>;

function BatchBack({ batch }: { readonly batch: Gestures["batch"] }) {
  if (!batch.asked) return null;
  return (
    <ConfirmDialog
      title={`Take back batch ${batch.asked.number}?`}
      verb="Take back the batch"
      isBusy={batch.isBusy}
      problem={null}
      onConfirm={batch.confirm}
      onClose={batch.close}
    >
      <p>
        Everything of the batch that is not released goes back to the inbox, also what this list has not loaded. What is
        released stays, and is named.
      </p>
    </ConfirmDialog>
  );
}

function Bulk({ selected, gestures }: { readonly selected: number; readonly gestures: Gestures }) {
  const { backable, releasable, busy, backSelected, releaseSelected } = gestures;
  const reasonFor = (able: number, words: string) =>
    selected === 0 ? "Select rows first (X)." : able === 0 ? words : null;
  return (
    <span className="flex gap-2 max-md:hidden">
      <Button
        reason={reasonFor(backable.length, "None of the selected items can be taken back by you now.")}
        isBusy={busy.size > 0}
        shortcut="takeBackSelection"
        onPress={backSelected}
      >
        Take back {backable.length || ""}
      </Button>
      <Button
        reason={reasonFor(releasable.length, "None of the selected items can be released by you now.")}
        isBusy={busy.size > 0}
        onPress={releaseSelected}
      >
        Release {releasable.length || ""} now
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
        W why · U take back · Shift U selection or batch · H hold · Q release now · X select · Z take back what you
        accepted last
      </span>
    </BottomLine>
  );
}
