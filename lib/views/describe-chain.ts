import type { AuditEvent } from "#lib/core/audit.ts";
import { replayOutcomes } from "#lib/core/replay.ts";
import type { ReplayEvent } from "#lib/core/replay-events.ts";
import { bad, type EventWords, good, plain } from "#lib/views/event-words.ts";
import { minute } from "#lib/views/rows.ts";

type ChainEvent = Extract<AuditEvent, { kind: `chain.${string}` }> | ReplayEvent;

/** What was done with the record itself: its chain verified, its documents replayed. */
export function describeChain(event: ChainEvent): EventWords {
  if (event.kind === "replay.ended") return describeReplay(event);
  if (event.kind === "chain.verify_asked") return plain("Verification of the chain asked for");
  if (event.firstBreak !== null) return bad(`The chain is broken at event ${event.firstBreak}`);
  return good(`Chain verified: ${event.events} events, every hash is right`, event.head ? [`Head ${event.head}`] : []);
}

function describeReplay(event: ReplayEvent): EventWords {
  const what = event.onlyJob === null ? "" : ` of job ${event.onlyJob}`;
  const tone = event.outcome === "equal" ? good : bad;
  return tone(`Replay${what} into a test Sage: ${replayOutcomes[event.outcome].toLowerCase()}`, [
    ...(event.words ? [event.words] : []),
    `${event.replayed} of ${event.count} documents, up to ${minute(event.upTo)} UTC; ${event.byHand} by hand, ${event.gone} gone, ${event.notReplayed} not replayed`,
    `${event.differing} of ${event.totals} totals differ`,
  ]);
}
