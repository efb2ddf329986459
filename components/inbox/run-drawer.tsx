"use client";
import { useState } from "react";
import { AcceptRelease, useRelease } from "#components/inbox/accept-release.tsx";
import { ControlTotals } from "#components/inbox/control-totals.tsx";
import { type ChosenDate, RunDates } from "#components/inbox/run-dates.tsx";
import { count } from "#components/money/count.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { type Problem, problemOf } from "#lib/client/problem.ts";
import { useView } from "#lib/client/use-view.ts";
import type { RunCheck, RunDating, RunScope } from "#lib/views/accept-runs.ts";

type Props = {
  readonly view: RunScope;
  readonly onClose: () => void;
  /** Throws a Problem when nothing was decided. */
  readonly onStart: (
    runId: string,
    seen: Pick<RunCheck, "count" | "hashTotal">,
    releaseAt: string | null,
    dating: RunDating | null,
  ) => Promise<void>;
};

const nothing = "Nothing in this view can be accepted.";

/** Everything in view before it is a run: control totals, what stays and why, and when it goes. */
export function RunDrawer({ view, onClose, onStart }: Props) {
  const [chosen, setChosen] = useState<ChosenDate | null>(null);
  const [isDating, setDating] = useState(false);
  const asked = chosen ? { ...view, date: chosen.date } : view;
  const {
    data: check,
    error,
    refetch,
    isPlaceholderData: isOld,
  } = useView("run.check", asked, { keepsPrevious: true });
  const [runId] = useState(() => crypto.randomUUID());
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const release = useRelease();
  const reason = isDating
    ? "Set the accounting date, or leave the dates as they are."
    : check && !isOld
      ? check.count === 0
        ? nothing
        : release.problem
      : (error?.sentence ?? "What is in view is being counted.");
  const start = async () => {
    if (isBusy || !check || reason !== null) return;
    setBusy(true);
    try {
      const dating = chosen && { ...chosen, changing: check.dates.changing };
      await onStart(runId, { count: check.count, hashTotal: check.hashTotal }, release.at, dating);
      onClose();
    } catch (thrown) {
      setProblem(problemOf(thrown));
      void refetch();
    }
    setBusy(false);
  };
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button look="primary" shortcut="confirm" isBusy={isBusy} reason={reason} onPress={() => void start()}>
        Accept {check ? check.count.toLocaleString("en-US") : "all"}
        {release.words(check?.undoSeconds)}
      </Button>
    </>
  );
  const said = problem ?? error;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="side"
      keepsOpen={isDating}
      title={check ? `Accept ${count(check.count, "item")} of this view` : "Accept all of this view"}
      description="They are accepted in parts, each a batch that can be taken back until it is released. Stop ends it between two parts."
      onConfirm={() => void start()}
      footer={footer}
    >
      {said ? (
        <p role="alert" className="mb-3 text-bad">
          {said.sentence} {said.fix}
        </p>
      ) : null}
      {check ? <Totals check={check} /> : said ? null : <p role="status">Counting what is in view…</p>}
      {check ? (
        <RunDates
          dates={check.dates}
          chosen={chosen}
          onChoose={(next) => {
            setProblem(null);
            setChosen(next);
          }}
          isOpen={isDating}
          setOpen={setDating}
        />
      ) : null}
      {error && chosen ? (
        <Button size="sm" onPress={() => setChosen(null)}>
          Keep their own dates
        </Button>
      ) : null}
      {check ? <AcceptRelease release={release} undoSeconds={check.undoSeconds} /> : null}
      {check && check.left.count > 0 ? <Left left={check.left} /> : null}
    </Dialog>
  );
}

function Totals({ check }: { readonly check: RunCheck }) {
  return (
    <ControlTotals projects={check.projects} total={check} hashTotal={check.hashTotal ?? "None: first signatures only"}>
      {check.signing > 0
        ? `${count(check.signing, "item")} get the first of two signatures and wait for a second accountant. `
        : null}
      {check.warned > 0
        ? `${count(check.warned, "item")} with warnings, nothing that blocks. `
        : "None of them has a warning. "}
      {check.behind > 0
        ? `${count(check.behind, "item")} go after what they wait for, when that is Synced.`
        : "None of them waits for another one."}
    </ControlTotals>
  );
}

function Left({ left }: { readonly left: RunCheck["left"] }) {
  const named = left.reasons.reduce((all, { count: n }) => all + n, 0);
  return (
    <section aria-label="Left out" className="mt-5">
      <h3 className="mb-1 font-semibold">{count(left.count, "item")} left out</h3>
      <ul className="divide-y divide-line rounded-md border border-line">
        {left.reasons.map(({ why, count: n }) => (
          <li key={why} className="flex gap-3 px-3 py-1.5">
            <span className="w-10 shrink-0 text-right tabular-nums">{n.toLocaleString("en-US")}</span>
            <span>{why}</span>
          </li>
        ))}
      </ul>
      {named < left.count ? (
        <p className="mt-1 text-ink-2">
          And {count(left.count - named, "item")} for other reasons; the run's page names each.
        </p>
      ) : null}
    </section>
  );
}
