"use client";
import { Stamp } from "#components/time/when.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { PastStanding } from "#lib/core/as-of.ts";

type Props = {
  readonly standing: PastStanding;
  readonly keptFrom: string | null;
  /** "SC-2401", "The inbox". */
  readonly subject: string;
};

/** Why an instant shows nothing, and from when on there is something to show. */
export function Nothing({ standing, keptFrom, subject }: Props) {
  if (standing === "to_come") return <EmptyState title="This time is still to come">Choose an earlier one.</EmptyState>;
  if (standing === "not_yet")
    return (
      <EmptyState title={`${subject} was not here yet`}>
        {keptFrom ? (
          <p>
            It came on <Stamp at={keptFrom} />.
          </p>
        ) : null}
      </EmptyState>
    );
  return (
    <EmptyState title="How it was then is not known">
      {keptFrom ? (
        <p>
          {subject} is kept as it was from <Stamp at={keptFrom} /> on. What happened before is in the history, event by
          event.
        </p>
      ) : null}
    </EmptyState>
  );
}
