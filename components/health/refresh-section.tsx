"use client";
import { CircleCheck, CircleDashed, LoaderCircle, OctagonAlert } from "lucide-react";
import { count } from "#components/money/count.ts";
import { durationOf } from "#components/time/format-time.ts";
import { Age, Stamp } from "#components/time/when.tsx";
import { Block } from "#components/ui/block.tsx";
import { Mark } from "#components/ui/chip.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import type { HealthView, RefreshView } from "#lib/views/screens.ts";

type Leg = RefreshView["legs"][number];
const looks = {
  waits: { tone: "quiet", icon: CircleDashed, words: "Waits" },
  runs: { tone: "wait", icon: LoaderCircle, words: "Runs" },
  done: { tone: "good", icon: CircleCheck, words: "Done" },
  failed: { tone: "bad", icon: OctagonAlert, words: "Not read" },
} as const;

/** The newest refresh leg by leg: from Sage into the mirror, and on to the items. */
export function RefreshSection({ view }: { readonly view: HealthView }) {
  const { refresh } = view;
  if (!refresh) return null;
  const by = refresh.askedBy === null ? "" : ` by ${refresh.askedBy}`;
  return (
    <Block
      id="refresh"
      title="Refresh"
      note={
        <>
          Asked for{by} <Age at={refresh.askedAt} now={view.now} />.{" "}
          {refresh.finishedAt === null ? "Under way." : `Took ${durationOf(refresh.askedAt, refresh.finishedAt)}.`}
        </>
      }
    >
      {refresh.finishedAt === null ? <HowFar tables={refresh.tables} /> : null}
      <table className="data-table">
        <caption className="unseen">Legs of the newest refresh with their state and times</caption>
        <thead>
          <tr>
            <th scope="col" className="pl-4">
              Leg
            </th>
            <th scope="col" className="w-28">
              State
            </th>
            <th scope="col" className="max-md:hidden">
              What
            </th>
            <th scope="col" className="figure w-24">
              Took
            </th>
            <th scope="col" className="w-44 max-md:hidden">
              Ended
            </th>
          </tr>
        </thead>
        <tbody>
          {refresh.legs.map((leg) => (
            <LegRow key={leg.id} leg={leg} />
          ))}
        </tbody>
      </table>
    </Block>
  );
}

function HowFar({ tables: { done, of } }: { readonly tables: RefreshView["tables"] }) {
  const percent = of === 0 ? 100 : Math.floor((done / of) * 100);
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
      <ProgressBar label="Tables of Sage read" done={done} of={of} className="w-48" />
      {`${percent} %: ${done} of ${count(of, "table")} read; then records are staged and items checked.`}
    </p>
  );
}

function LegRow({ leg }: { readonly leg: Leg }) {
  const look = looks[leg.state];
  return (
    <tr>
      <th scope="row" className="wrap pl-4 font-medium">
        {leg.label}
        <span className="block text-xs font-normal text-ink-2 wrap-anywhere md:hidden">{leg.words}</span>
      </th>
      <td>
        <Mark tone={look.tone} icon={look.icon}>
          {look.words}
        </Mark>
      </td>
      <td className="wrap max-md:hidden">{leg.words}</td>
      <td className="figure">{leg.startedAt && leg.finishedAt ? durationOf(leg.startedAt, leg.finishedAt) : null}</td>
      <td className="max-md:hidden">{leg.finishedAt ? <Stamp at={leg.finishedAt} className="text-ink-2" /> : null}</td>
    </tr>
  );
}
