"use client";
import { useState } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { Amount } from "#components/money/amount.tsx";
import { FieldChanges, LineChanges } from "#components/review/change-tables.tsx";
import { metOf, RejectionPoints } from "#components/review/rejection-points.tsx";
import { useClock } from "#components/time/company.tsx";
import { Select } from "#components/ui/select.tsx";
import { EmptyState, ErrorState, Skeleton } from "#components/ui/states.tsx";
import { useView } from "#lib/client/use-view.ts";
import { type Clock, stampOf } from "#lib/core/clock.ts";
import { isSame } from "#lib/core/difference.ts";
import type { ChangesView, VersionMark } from "#lib/views/changes.ts";
import type { ItemView } from "#lib/views/item.ts";

type Choice = { readonly base?: number; readonly to?: number };

type Props = {
  readonly view: Pick<ItemView, "id" | "version" | "number">;
  /** The number of a past version: shown against the one before it, without a choice and without the points of now. */
  readonly shown?: number;
};

/** Section 3: what differs from the version that was rejected, exported, or any other; the net effect in money. */
export function ChangesSection({ view, shown }: Props) {
  const isPast = shown !== undefined;
  const [choice, setChoice] = useState<Choice>(isPast ? { to: shown, base: Math.max(shown - 1, 1) } : {});
  const [isOnly, setOnly] = useState(true);
  // The version of the item is asked for too: what is shown follows when another one arrives.
  const { data, error, refetch } = useView(
    "item.changes",
    { itemId: view.id, seen: view.version, ...choice },
    { keepsPrevious: true },
  );
  useKeys({ onlyDifferences: () => setOnly((is) => !is) });
  if (error && !data) return <ErrorState sentence={error.sentence} fix={error.fix} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={6} />;
  if (!data.difference || shown === 1)
    return (
      <EmptyState title="One version">
        Procore has sent {view.number} once. What is different will stand here when it comes again.
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {isPast ? (
          <p>
            Version {data.base} to {data.to}
          </p>
        ) : (
          <VersionChoice changes={data} onChange={setChoice} />
        )}
        <label className="inline-flex min-h-6 items-center gap-1.5 text-xs">
          <input
            type="checkbox"
            checked={isOnly}
            onChange={(event) => setOnly(event.target.checked)}
            className="accent-accent"
          />
          Only differences
        </label>
        <p className="ml-auto">
          <span className="text-ink-2">Net effect </span>
          <Amount value={data.difference.net} className="font-semibold" />
        </p>
      </div>
      {data.points && !isPast ? (
        <section aria-label="What was asked" className="rounded-md border border-line px-3 py-2">
          <h3 className="text-xs font-semibold text-ink-2">Asked at the rejection: {metOf(data.points)}</h3>
          <RejectionPoints list={data.points} />
        </section>
      ) : null}
      {isSame(data.difference) ? (
        <p className="text-ink-2">
          Version {data.base} and version {data.to} say the same.
        </p>
      ) : null}
      <FieldChanges list={data.difference.fields} />
      <LineChanges difference={data.difference} isOnly={isOnly} />
    </div>
  );
}

function VersionChoice({
  changes,
  onChange,
}: {
  readonly changes: ChangesView;
  readonly onChange: (choice: Choice) => void;
}) {
  const clock = useClock();
  const option = (mark: VersionMark) => ({
    id: String(mark.number),
    label: `Version ${mark.number}, ${wordsOf(mark, clock)}`,
  });
  const earlier = changes.versions.filter((mark) => mark.number < changes.to).map(option);
  const later = changes.versions.filter((mark) => mark.number > (changes.base ?? 0)).map(option);
  const { base, to } = changes;
  const pick = (next: { readonly base?: string | null; readonly to?: string | null }) => {
    const [from, until] = [Number(next.base ?? base), Number(next.to ?? to)];
    onChange({ base: from, to: until });
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        label="Compared with"
        value={base === null ? null : String(base)}
        options={earlier}
        none="The version that matters"
        onChange={(id) => (id === null ? onChange({ to }) : pick({ base: id }))}
      />
      <span className="text-ink-2">to</span>
      <Select
        label="Version shown"
        value={String(to)}
        options={later}
        none="The version under decision"
        onChange={(id) => (id === null ? onChange({}) : pick({ to: id }))}
      />
    </div>
  );
}

/** The most telling thing about a version. */
function wordsOf(mark: VersionMark, clock: Clock): string {
  if (mark.rejectedAt) return `rejected ${stampOf(mark.rejectedAt, clock)}`;
  if (mark.provedAt) return `in Sage since ${stampOf(mark.provedAt, clock)}`;
  if (mark.isCurrent) return "under decision";
  if (mark.isLatest) return "newest in Procore";
  return stampOf(mark.at, clock);
}
