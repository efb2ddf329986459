"use client";
import { useState } from "react";
import { AcceptDates } from "#components/inbox/accept-dates.tsx";
import { AcceptOrder } from "#components/inbox/accept-order.tsx";
import { AcceptRelease, useRelease } from "#components/inbox/accept-release.tsx";
import { AcceptTotals } from "#components/inbox/accept-totals.tsx";
import { LeftOutList, type LeftOutRow } from "#components/inbox/left-out-list.tsx";
import { type Redate, useAcceptCheck } from "#components/inbox/use-accept-check.ts";
import { count } from "#components/money/count.ts";
import { type Decidable, decidableRow } from "#components/review/decidable.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { InboxRow } from "#lib/views/inbox.ts";
import type { RowOutcome } from "#lib/views/inputs.ts";

type Props = {
  readonly rows: readonly InboxRow[];
  readonly onClose: () => void;
  /** Called at once, before the answer: the rows leave the list. `releaseAt` null: after the company's undo time. */
  readonly onAccept: (rows: readonly Decidable[], releaseAt: string | null) => Promise<readonly RowOutcome[]>;
  readonly onRedate: Redate;
};
type Refused = { readonly asked: number; readonly list: readonly LeftOutRow[] };

/** A selection before it is one decision; afterwards, only if something was refused, row by row why. */
export function AcceptDrawer({ rows, onClose, onAccept, onRedate }: Props) {
  const [refused, setRefused] = useState<Refused | null>(null);
  if (refused) return <NotAccepted refused={refused} onClose={onClose} />;
  const accept = async (going: readonly Decidable[], releaseAt: string | null) => {
    const outcomes = await onAccept(going, releaseAt);
    if (outcomes.length === 0) return onClose();
    setRefused({ asked: going.length, list: outcomes.map((outcome) => reportOf(outcome, going)) });
  };
  return <BeforeAccept rows={rows} onClose={onClose} onRedate={onRedate} onAccept={accept} />;
}

type Before = Omit<Props, "onAccept"> & {
  readonly onAccept: (going: readonly Decidable[], releaseAt: string | null) => Promise<void>;
};

/** Control totals, order, dates, what stays and why, and when they go. */
function BeforeAccept({ rows, onClose, onAccept, onRedate }: Before) {
  const [isBusy, setBusy] = useState(false);
  const [isRedating, setRedating] = useState(false);
  const { going, behind, left, check, problem, redating, redate } = useAcceptCheck(rows, onRedate);
  const release = useRelease();
  const undo = check?.undo && (going.length === 1 ? check.undo.one : check.undo.several);
  const reason = whyNot(going.length, isRedating, release.problem);
  const accept = async () => {
    if (isBusy || reason !== null || redating !== null) return;
    setBusy(true);
    await onAccept(going.map(decidableRow), release.at);
  };
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button look="primary" shortcut="confirm" isBusy={isBusy} reason={reason} onPress={() => void accept()}>
        Accept {going.length}
        {release.words(undo)}
      </Button>
    </>
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="side"
      keepsOpen={isRedating}
      title={`Accept ${count(going.length, "item")}`}
      description="They go to the outbox and can be taken back until they are released."
      onConfirm={() => void accept()}
      footer={footer}
    >
      <AcceptTotals rows={going} hashTotal={check?.hashTotal} />
      {problem ? (
        <p role="alert" className="mt-2 text-bad">
          Order, dates and hash total could not be read: {problem.sentence} {problem.fix}
        </p>
      ) : null}
      {check && going.length > 0 ? <AcceptOrder going={check.going} behind={behind} /> : null}
      {check ? (
        <AcceptDates check={check} redating={redating} redate={redate} isOpen={isRedating} setOpen={setRedating} />
      ) : null}
      <AcceptRelease release={release} undoSeconds={undo} />
      {left.length > 0 ? (
        <section aria-label="Left out" className="mt-5">
          <h3 className="mb-1 font-semibold">{count(left.length, "item")} left out</h3>
          <LeftOutList list={left.map(({ row, why }) => ({ id: row.id, number: row.number, title: row.title, why }))} />
        </section>
      ) : null}
    </Dialog>
  );
}

function whyNot(going: number, isRedating: boolean, problem: string | null): string | null {
  if (isRedating) return "Set the accounting date, or leave the dates as they are.";
  return going === 0 ? "Nothing in the selection can be accepted." : problem;
}

function NotAccepted({
  refused: { asked, list },
  onClose,
}: {
  readonly refused: Refused;
  readonly onClose: () => void;
}) {
  const footer = (
    <Button look="primary" onPress={onClose}>
      Close
    </Button>
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="side"
      title={titleOf(list)}
      onConfirm={onClose}
      footer={footer}
      description={`${count(asked - list.length, "item")} went to the outbox. These stay where they were:`}
    >
      <LeftOutList list={list} />
    </Dialog>
  );
}

function titleOf(list: readonly LeftOutRow[]): string {
  const signed = list.filter((one) => one.isSigned).length;
  const refused = list.length - signed;
  if (signed === 0) return `${refused} not accepted`;
  return refused === 0 ? `${signed} signed first` : `${signed} signed first, ${refused} not accepted`;
}

function reportOf(outcome: RowOutcome, going: readonly Decidable[]): LeftOutRow {
  const row = going.find((one) => one.itemId === outcome.itemId);
  return {
    id: outcome.itemId,
    number: row?.number ?? outcome.itemId,
    title: row?.title ?? "",
    why: `${outcome.sentence ?? ""} ${outcome.fix ?? ""}`.trim(),
    isSigned: outcome.isDone,
  };
}
