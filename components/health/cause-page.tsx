"use client";
import { useRef, useState } from "react";
import { CauseFacts, CauseHistory } from "#components/health/cause-facts.tsx";
import { CauseItems } from "#components/health/cause-items.tsx";
import { MuteDialog } from "#components/health/mute-dialog.tsx";
import { useCause } from "#components/health/use-cause.ts";
import { type RetryProgress, signedWords, useRetryAll } from "#components/health/use-retry-all.ts";
import { useKeys } from "#components/keys/key-registry.tsx";
import { count } from "#components/money/count.ts";
import { TotalLine } from "#components/money/total.tsx";
import { ConfirmDialog } from "#components/review/confirm-dialog.tsx";
import { BackLine } from "#components/shell/back-line.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import { WhyDialog } from "#components/stuck/why-dialog.tsx";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { useCompany } from "#components/time/company.tsx";
import { Button } from "#components/ui/button.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { CauseView } from "#lib/views/causes.ts";
import type { RetryManyAnswer } from "#lib/views/inputs.ts";

export type CauseActions = {
  readonly retry: Action<RetryManyAnswer>;
  readonly mute: Action<{ mutedUntil: string | null }>;
  readonly assign: Action<{ owner: string | null }>;
};
type Props = { readonly first: CauseView; readonly actions: CauseActions };

/** One cause: what it is, how it is cured, the items behind it, and when it held items up before. */
export function CausePage({ first, actions }: Props) {
  const { problem, query, view, rows } = useCause(first);
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(rows, box);
  const [askedId, setAskedId] = useState<string | null>(null);
  const retry = useRetryAll(first.key, actions.retry);
  const go = useGo();
  const { row } = cursor;
  useKeys({
    ...cursor.keys,
    back: () => go("/health"),
    open: () => row && go(`/items/${row.id}`),
    why: () => row && setAskedId(row.id),
  });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <BackLine href="/health" label="Sync health" />
      <PageHead title={view.words} note={problem ? `${problem.sentence} ${problem.fix}` : view.line?.fix}>
        <CauseButtons view={view} actions={actions} retry={retry} />
      </PageHead>
      <CauseFacts view={view} assign={actions.assign} />
      {retry.progress ? <Progress progress={retry.progress} onStop={retry.stop} /> : null}
      {rows.length === 0 ? (
        <EmptyState title="No item is behind this cause now">
          What was cured leaves by itself; the history below keeps the times.
        </EmptyState>
      ) : (
        <CauseItems
          rows={rows}
          now={view.now}
          cursorId={cursor.id}
          refused={retry.refused}
          boxRef={box}
          hasMore={query.hasNextPage}
          isBusy={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
          onCursor={cursor.set}
        />
      )}
      <CauseHistory view={view} />
      {askedId ? <WhyDialog itemId={askedId} onClose={() => setAskedId(null)} /> : null}
    </div>
  );
}

type ButtonProps = {
  readonly view: CauseView;
  readonly actions: CauseActions;
  readonly retry: ReturnType<typeof useRetryAll>;
};

function CauseButtons({ view, actions, retry }: ButtonProps) {
  const { line } = view;
  const go = useGo();
  const [isAsking, setAsking] = useState<"mute" | "retry" | null>(null);
  const marks = useReasonAgainst("cause.mark");
  const end = useCommand(actions.mute, { touches: ["cause.view", "health.view"], onProblem: notifyProblem });
  const close = () => setAsking(null);
  if (!line) return null;
  return (
    <>
      {line.mute ? (
        <Button
          reason={marks}
          isBusy={end.isPending}
          onPress={() => end.mutate({ key: view.key, hours: null, note: "" })}
        >
          End the mute
        </Button>
      ) : (
        <Button reason={marks} onPress={() => setAsking("mute")}>
          Mute …
        </Button>
      )}
      <RetryButton line={line} isBusy={retry.progress?.isRunning ?? false} onPress={() => setAsking("retry")} />
      {line.next.href.startsWith("/health/cause") ? null : (
        <Button look="primary" onPress={() => go(line.next.href)}>
          {line.next.label}
        </Button>
      )}
      {isAsking === "mute" ? (
        <MuteDialog causeKey={view.key} words={view.words} mute={actions.mute} onClose={close} />
      ) : null}
      {isAsking === "retry" ? <ConfirmRetry line={line} run={retry.run} onClose={close} /> : null}
    </>
  );
}

type Line = NonNullable<CauseView["line"]>;

function RetryButton(props: { readonly line: Line; readonly isBusy: boolean; readonly onPress: () => void }) {
  const { line, isBusy, onPress } = props;
  const reason = useReasonAgainst("export.decide");
  if (!line.canRetry) return null;
  return (
    <Button look="primary" reason={reason} isBusy={isBusy} onPress={onPress}>
      Try all {line.items.toLocaleString("en-US")} again …
    </Button>
  );
}

function ConfirmRetry({
  line,
  run,
  onClose,
}: {
  readonly line: Line;
  readonly run: () => void;
  readonly onClose: () => void;
}) {
  const { currency } = useCompany();
  const confirm = () => {
    onClose();
    run();
  };
  return (
    <ConfirmDialog
      title={`Try ${count(line.items, "item")} again?`}
      verb="Try again"
      isBusy={false}
      problem={null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        <TotalLine items={line.items} amount={line.amount} currency={currency} />
      </p>
      <p className="mt-2">
        They are accepted once more as they are now, and wait in the outbox. What needs two signatures has yours now and
        waits for a second accountant. What changed since, or is blocked, is left out with its reason.
      </p>
    </ConfirmDialog>
  );
}

function Progress({ progress, onStop }: { readonly progress: RetryProgress; readonly onStop: () => void }) {
  const { done, signed, refused, isRunning } = progress;
  return (
    <p role="status" className="flex shrink-0 items-center gap-3 border-b border-line bg-surface px-4 py-1.5">
      <span>
        {isRunning ? "Trying again: " : "Tried again: "}
        {count(done, "item")} in the outbox{signedWords(signed)}, {refused} refused.
      </span>
      {isRunning ? (
        <Button size="sm" onPress={onStop}>
          Stop
        </Button>
      ) : null}
    </p>
  );
}
