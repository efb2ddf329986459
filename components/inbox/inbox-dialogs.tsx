"use client";
import type { useInboxDecisions } from "#components/inbox/use-inbox-decisions.ts";
import type { WholeView } from "#components/inbox/use-whole-view.ts";
import { LazyRejectDialog } from "#components/review/lazy-reject-dialog.tsx";
import type { Decisions } from "#components/review/use-decisions.ts";
import { laterWindow } from "#components/ui/later.tsx";

const RunDrawer = laterWindow(async () => (await import("#components/inbox/run-drawer.tsx")).RunDrawer);
const AcceptDrawer = laterWindow(async () => (await import("#components/inbox/accept-drawer.tsx")).AcceptDrawer);

type Props = {
  readonly whole: WholeView;
  readonly decide: ReturnType<typeof useInboxDecisions>;
  readonly decisions: Decisions;
  readonly onDecided: () => void;
};

export function InboxDialogs({ whole, decide, decisions, onDecided }: Props) {
  const { dialog: open, close, moveOn } = decide;
  if (whole.isAsked) return <RunDrawer view={whole.view} onClose={whole.close} onStart={whole.start} />;
  if (open?.kind === "accept") {
    return (
      <AcceptDrawer
        rows={open.rows}
        onClose={close}
        onRedate={decisions.redate}
        onAccept={(rows, releaseAt) => {
          moveOn(new Set(rows.map((row) => row.itemId)));
          onDecided();
          return decisions.accept(rows, releaseAt);
        }}
      />
    );
  }
  if (open?.kind === "reject") {
    const { rows } = open;
    return (
      <LazyRejectDialog
        rows={rows}
        reject={decisions.reject}
        onClose={close}
        onDone={() => {
          moveOn(new Set(rows.map((row) => row.itemId)));
          if (rows.length > 1) onDecided();
          close();
        }}
      />
    );
  }
  return null;
}
