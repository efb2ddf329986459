"use client";
import { CircleCheck, OctagonAlert } from "lucide-react";
import { useState } from "react";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useView } from "#lib/client/use-view.ts";
import { replayMeasures, replayOutcomes } from "#lib/core/replay.ts";
import type { ReplayView } from "#lib/views/history.ts";

type Last = NonNullable<ReplayView["last"]>;

/** The line under the page's head: what a replay is, how the last one ended, and the way to the command. */
export function Replay() {
  const [isOpen, setOpen] = useState(false);
  const { data } = useView("history.replay", {});
  const last = data?.last ?? null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1 text-xs text-ink-2 print:hidden">
      <span>A replay writes what was proved into an empty test Sage once more, and compares the totals.</span>
      {last ? <Outcome last={last} /> : null}
      <Button size="sm" look="ghost" onPress={() => setOpen(true)}>
        Replay
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="Replay into a test Sage"
        footer={<Button onPress={() => setOpen(false)}>Close</Button>}
      >
        <div className="flex flex-col gap-4">
          <Command company={data?.company ?? ""} />
          {last ? <Report last={last} /> : <p className="text-ink-2">No replay has been recorded yet.</p>}
        </div>
      </Dialog>
    </div>
  );
}

function Outcome({ last }: { readonly last: Last }) {
  const isEqual = last.outcome === "equal";
  const Icon = isEqual ? CircleCheck : OctagonAlert;
  return (
    <span className={`flex items-center gap-1 font-medium ${isEqual ? "text-good" : "text-bad"}`}>
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span>
        Last: {replayOutcomes[last.outcome].toLowerCase()}, <Stamp at={last.endedAt} />
      </span>
    </span>
  );
}

function Command({ company }: { readonly company: string }) {
  const name = company.replaceAll(/["$\\`]/g, "\\$&");
  const text = `npm run replay -- --name "${name}" --sage-folder "TEST_DATA_FOLDER" --sql "TEST_SQL" --home "REPLAY_HOME"`;
  return (
    <div className="flex flex-col gap-2">
      <p>
        Every document that was proved is held against its hash and the chain, goes into the test company as the same
        bytes in the same order, and is read back. Nothing is written to your own Sage.
      </p>
      <div className="flex items-center justify-between gap-2">
        <p className="text-xs font-medium text-ink-2">On the server of Countersign, with DATABASE_URL</p>
        <CopyButton text={text} what="Command" />
      </div>
      <pre className="rounded-md border border-line bg-sunken p-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
        {text}
      </pre>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-xs text-ink-2">
        <dt className="font-mono">TEST_DATA_FOLDER</dt>
        <dd>data folder of a test company that has the masters (jobs, codes, vendors) and no documents</dd>
        <dt className="font-mono">TEST_SQL</dt>
        <dd>odbc:DSN=… or postgres://…, how that company is read</dd>
        <dt className="font-mono">REPLAY_HOME</dt>
        <dd>an empty folder for the journal and the reports; the same one goes on with a replay that was cut short</dd>
        <dt className="font-mono">--job, --up-to</dt>
        <dd>one job alone, or what was proved up to an instant</dd>
      </dl>
    </div>
  );
}

function Report({ last }: { readonly last: Last }) {
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-3">
      <Outcome last={last} />
      <p className="text-ink-2">
        {count(last.replayed, "document")} of {last.count.toLocaleString("en-US")}
        {last.onlyJob === null ? "" : ` of job ${last.onlyJob}`}, proved up to <Stamp at={last.upTo} />; {last.byHand}{" "}
        by hand, {last.gone} gone from Sage, {last.notReplayed} not replayed. {count(last.totals, "total")} compared,{" "}
        {last.differences.length === 0 ? "none differs" : `${last.differences.length} differ`}.
      </p>
      {last.words ? <p className="wrap-anywhere">{last.words}</p> : null}
      {last.differences.length > 0 ? <Differences last={last} /> : null}
    </section>
  );
}

function Differences({ last }: { readonly last: Last }) {
  return (
    <table className="w-full text-xs">
      <caption className="sr-only">Totals that differ</caption>
      <thead>
        <tr className="border-b border-line text-left text-ink-2">
          <th className="py-1 pr-2 font-medium">Job</th>
          <th className="py-1 pr-2 font-medium">Total</th>
          <th className="py-1 pr-2 text-right font-medium">Ledger</th>
          <th className="py-1 pr-2 text-right font-medium">Sage</th>
          <th className="py-1 pr-2 text-right font-medium">Difference</th>
          <th className="py-1 font-medium">Because</th>
        </tr>
      </thead>
      <tbody>
        {last.differences.map((one) => (
          <tr key={`${one.job} ${one.measure}`} className="border-b border-line align-top">
            <td className="py-1 pr-2">{one.job}</td>
            <td className="py-1 pr-2">{replayMeasures[one.measure]}</td>
            <td className="py-1 pr-2 text-right">
              <Amount value={one.ledger} />
            </td>
            <td className="py-1 pr-2 text-right">
              <Amount value={one.sage} />
            </td>
            <td className="py-1 pr-2 text-right">
              <Amount value={one.difference} />
            </td>
            <td className="py-1 text-ink-2 wrap-anywhere">{one.because}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
