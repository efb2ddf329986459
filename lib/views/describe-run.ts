import type { AuditEvent } from "#lib/core/audit.ts";
import type { RunEvent } from "#lib/core/run-events.ts";
import { bad, type EventWords, good, plain, wait } from "#lib/views/event-words.ts";
import { formatAmount } from "#lib/views/format.ts";

export function isRun(event: AuditEvent): event is RunEvent {
  return event.kind.startsWith("run.");
}

/** What a run of acceptances did, in words. */
export function describeRun(event: RunEvent): EventWords {
  switch (event.kind) {
    case "run.started":
      return plain(`Run ${event.number} decided: ${event.count} items, ${formatAmount(event.amount)}`, [
        event.hashTotal === null ? "All for the first of two signatures" : `Hash total ${event.hashTotal}`,
        `${event.leftOut} left out`,
        ...(event.bookedDay === undefined
          ? []
          : [`Accounting date ${event.bookedDay} for all that have one`, `Reason: ${event.reason ?? ""}`]),
      ]);
    case "run.part":
      return plain(
        `Part of run ${event.number}: ${counted(event)}`,
        event.dated === undefined ? [] : [`${event.dated} given the run's accounting date`],
      );
    case "run.stop_asked":
      return wait(`Stop of run ${event.number} asked for`);
    case "run.ended":
      return event.endedBy === null
        ? good(`Run ${event.number} ended: ${counted(event)}`)
        : bad(`Run ${event.number} stopped: ${counted(event)}`, [event.endedBy]);
  }
}

function counted({ accepted, signed, refused }: { accepted: number; signed: number; refused: number }): string {
  const first = signed > 0 ? `, ${signed} signed first` : "";
  return `${accepted} accepted${first}, ${refused} not accepted`;
}
