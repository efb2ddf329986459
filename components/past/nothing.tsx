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
  const title = standing === "not_yet" ? `${subject} was not here yet` : "How it was then is not known";
  return (
    <EmptyState title={title}>
      {keptFrom ? (
        <p>
          {subject} is kept as it was from <Stamp at={keptFrom} /> on.
          {standing === "not_kept" ? " What happened before is in the history, event by event." : null}
        </p>
      ) : null}
    </EmptyState>
  );
}
