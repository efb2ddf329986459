"use client";
import { Amount } from "#components/money/amount.tsx";
import { spanOf } from "#components/time/format-time.ts";
import { Age, Stamp } from "#components/time/when.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { Money } from "#lib/core/money.ts";
import type { LadderRung, ProjectLadder } from "#lib/views/screens.ts";

/** The way of the project into accounting: each rung stands on those before it. */
export function Ladder({ projectId, first }: { readonly projectId: string; readonly first: ProjectLadder }) {
  const { data: view = first } = useView("project.ladder", { projectId }, { first, every: 15_000 });
  return <Rungs rungs={view.rungs} now={view.now} />;
}

/** A rung as it is drawn: without money where that is not to be seen. */
type ShownRung = Omit<LadderRung, "amount" | "open" | "pace"> & {
  readonly open: Money | null;
  readonly pace?: LadderRung["pace"];
};
type RungsProps = {
  readonly rungs: readonly ShownRung[];
  /** Null: of a past instant, whose times are days and not ages. */
  readonly now: string | null;
  /** For people without a sign-in: nothing is theirs to do. */
  readonly isOutside?: boolean;
};

export function Rungs({ rungs, now, isOutside = false }: RungsProps) {
  return (
    <section aria-label="Way into accounting" className="border-b border-line bg-surface">
      <ol className="grid grid-cols-8 divide-x divide-line max-xl:grid-cols-4 max-xl:divide-x-0 max-sm:grid-cols-2">
        {rungs.map((rung) => (
          <Step key={rung.id} rung={rung} now={now} isOutside={isOutside} />
        ))}
      </ol>
    </section>
  );
}

type StepProps = { readonly rung: ShownRung; readonly now: RungsProps["now"]; readonly isOutside: boolean };

function Step({ rung, now, isOutside }: StepProps) {
  const { label, count, synced, note, open, oldestAt } = rung;
  const words = troubles(rung, isOutside);
  return (
    <li aria-label={label} className="flex min-w-0 flex-col px-4 py-2 text-xs">
      <span className="flex flex-wrap items-baseline justify-between gap-2">
        <span className="text-sm font-medium">{label}</span>
        <span className={synced < count ? "text-ink-2" : "text-ink-3"}>{count > 0 ? `${synced} of ${count}` : ""}</span>
      </span>
      {note ? <span className="text-ink-2 wrap-anywhere">{note}</span> : null}
      {count > synced ? (
        <>
          {open === null ? null : (
            <span className="flex items-baseline justify-between gap-2">
              <span className="text-ink-2">open</span>
              <Amount value={open} className="text-ink-2" />
            </span>
          )}
          {words.map(({ text, isAlarm }) => (
            <span key={text} className={isAlarm ? "text-bad" : "text-ink-2"}>
              {text}
            </span>
          ))}
          {oldestAt ? (
            <span className="text-ink-3">
              oldest {now === null ? <Stamp at={oldestAt} /> : <Age at={oldestAt} now={now} isShort />}
            </span>
          ) : null}
        </>
      ) : null}
      <PaceWords rung={rung} />
    </li>
  );
}

/** Where those are that are not Synced; what needs somebody stands out. */
function troubles(
  rung: ShownRung,
  isOutside: boolean,
): readonly { readonly text: string; readonly isAlarm: boolean }[] {
  const all = [
    [rung.returned, isOutside ? "returned to the project" : "returned to you", true],
    [rung.failed, "failed to export", true],
    [rung.blocked, rung.id === "vendors" ? "not linked" : "blocked by a check", true],
    [rung.notSent, "not sent", false],
    [rung.accounting, "with accounting", false],
    [rung.sage, "on the way to Sage", false],
  ] as const;
  return all.flatMap(([n, words, isAlarm]) => (n > 0 ? [{ text: `${n} ${words}`, isAlarm }] : []));
}

function PaceWords({ rung: { pace } }: { readonly rung: ShownRung }) {
  if (!pace) return null;
  return (
    <span className="text-ink-3" title="Medians of the last documents of your company that were proved in Sage">
      usually {spanOf(pace.accounting)} with accounting, {spanOf(pace.sage)} to Sage
    </span>
  );
}
