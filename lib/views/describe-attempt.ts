import type { LeaseMode } from "#lib/core/machines/export-state.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { describeEvent } from "#lib/views/describe-event.ts";
import type { AttemptView } from "#lib/views/item.ts";

type StoredAttempt = {
  readonly fence: number;
  readonly mode: LeaseMode;
  readonly client: string;
  readonly leased_at: string | null;
  readonly reported_at: string | null;
  readonly verdict: unknown;
};

/** An attempt at Sage as the review shows it; takes ISO instants. */
export function describeAttempt(attempt: StoredAttempt): AttemptView {
  const verdict = attempt.verdict as Verdict | null;
  const said = verdict
    ? describeEvent({ kind: "export.reported", fence: 0, verdict, isLate: false })
    : { words: "No answer yet", details: [] };
  return {
    fence: attempt.fence,
    mode: attempt.mode,
    client: attempt.client,
    leasedAt: attempt.leased_at ?? "",
    reportedAt: attempt.reported_at,
    verdict: verdict?.kind ?? null,
    words: said.words,
    details: said.details,
  };
}
