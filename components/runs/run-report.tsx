"use client";
import Link from "next/link";
import { HashTotal } from "#components/inbox/control-totals.tsx";
import { useKeys } from "#components/keys/key-registry.tsx";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { RunBar } from "#components/runs/run-bar.tsx";
import { RunOut } from "#components/runs/run-out.tsx";
import { useStopRun } from "#components/runs/use-stop-run.ts";
import { BackLine } from "#components/shell/back-line.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { Day, Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import type { RunActions } from "#lib/client/actions.ts";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { RunPage } from "#lib/views/accept-runs.ts";
import { isOpen, runStatuses } from "#lib/views/run-progress.ts";

/** A run: what was decided, how far it is, the batches that it made, and what was not accepted. */
export function RunReport({ first, actions }: { readonly first: RunPage; readonly actions: RunActions }) {
  const { query, rows, newest: run = first } = useViewPages("run.page", { runId: first.id }, { first, every: pace });
  const { error } = query;
  const go = useGo();
  const stopping = useStopRun(actions, run);
  useKeys({ back: () => go("/batches") });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <BackLine href="/batches" label="Batches" />
      <PageHead title={`Run ${run.number}`} note={error ? `${error.sentence} ${error.fix}` : <Decision run={run} />}>
        {isOpen(run) ? (
          <Button
            isBusy={stopping.isBusy}
            reason={run.status === "stopping" ? "It stops when this part is done." : null}
            onPress={() => void stopping.stop()}
          >
            Stop
          </Button>
        ) : null}
      </PageHead>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable without a pointer. */}
      <section aria-label="Run" tabIndex={0} className="min-h-0 flex-1 overflow-y-auto">
        <Standing run={run} />
        <Batches run={run} />
        <RunOut run={run} rows={rows} more={query} />
      </section>
    </div>
  );
}

const pace = ([seen]: readonly RunPage[]): number => (seen && isOpen(seen) ? 1000 : 15_000);

function Decision({ run }: { readonly run: RunPage }) {
  return (
    <>
      Decided by {run.by} <Stamp at={run.at} /> ·{" "}
      {run.releaseAt ? (
        <>
          release from <Stamp at={run.releaseAt} />
        </>
      ) : (
        "each part after the undo time"
      )}
      {run.bookedDay === null ? null : (
        <>
          {" "}
          · accounting date <Day date={run.bookedDay} /> for all that have one
        </>
      )}
    </>
  );
}

function Standing({ run }: { readonly run: RunPage }) {
  const rest = run.count - run.accepted - run.signed - run.refused;
  const figures = [
    ["Accepted", run.accepted],
    ["Signed first of two", run.signed],
    ["Not accepted", run.refused],
    [isOpen(run) ? "To come" : "Not begun", rest],
  ] as const;
  return (
    <div className="px-4 py-3">
      <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold">{runStatuses[run.status]}</span>
        <RunBar run={run} />
        {run.endedBy ? <span className="text-ink-2">{run.endedBy}</span> : null}
        {run.finishedAt ? (
          <span className="text-ink-2">
            Ended <Stamp at={run.finishedAt} />
          </span>
        ) : null}
      </p>
      <table className="data-table mt-3 sm:w-[26rem]">
        <caption className="unseen">What became of the items</caption>
        <tbody>
          {figures.map(([label, figure]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="figure">{figure.toLocaleString("en-US")}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Decided</th>
            <td className="figure">{run.count.toLocaleString("en-US")}</td>
          </tr>
          <tr>
            <th scope="row">Amount</th>
            <td className="figure">
              <Amount value={run.amount} currency={run.currency} />
            </td>
          </tr>
        </tfoot>
      </table>
      <HashTotal>{run.hashTotal ?? "None: first signatures only"}</HashTotal>
      {run.bookedDay === null ? null : <OneDate run={run} day={run.bookedDay} />}
    </div>
  );
}

/** The accounting date of the run, how many were given it, and why. */
function OneDate({ run, day }: { readonly run: RunPage; readonly day: string }) {
  return (
    <p className="mt-2">
      Accounting date <Day date={day} /> for all that have one: {count(run.dated, "item")} changed
      {isOpen(run) ? " until now" : ""}. Reason: {run.dateReason}. The hash total is over the documents as they were
      decided on, before that; each batch has that of what it accepted.
    </p>
  );
}

function Batches({ run }: { readonly run: RunPage }) {
  if (run.batches.length === 0) return null;
  return (
    <section aria-label="Batches of the run" className="px-4 pb-3">
      <h2 className="mb-1 font-semibold">Batches</h2>
      <table className="data-table sm:w-[26rem]">
        <caption className="unseen">Batches of the run, in their order</caption>
        <thead>
          <tr>
            <th scope="col">Batch</th>
            <th scope="col" className="figure">
              Items
            </th>
            <th scope="col" className="figure">
              Amount {run.currency}
            </th>
          </tr>
        </thead>
        <tbody>
          {run.batches.map((batch) => (
            <tr key={batch.id}>
              <th scope="row">
                <Link href={`/batches/${batch.id}`} prefetch={false} className="rounded-sm text-accent hover:underline">
                  Batch {batch.number}
                </Link>
              </th>
              <td className="figure">{batch.count}</td>
              <td className="figure">
                <Amount value={batch.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
