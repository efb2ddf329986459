import type { AuditEvent } from "#lib/core/audit.ts";
import { type Cause, isMuted } from "#lib/core/causes.ts";
import type { CauseLine } from "#lib/views/causes.ts";

type Mark = {
  readonly openedAt: string | null;
  readonly ownerId: string | null;
  readonly owner: string | null;
  readonly mutedUntil: string | null;
  readonly muteNote: string;
  readonly mutedBy: string;
};

/** The address of a cause's own page. */
export function causeHref(key: string): string {
  return `/health/cause?key=${encodeURIComponent(key)}`;
}

/** A cause as the screen shows it, with what people said of it. */
export function toCauseLine(cause: Cause, mark: Mark | undefined, now: string): CauseLine {
  const { key, words, holder, fix, canRetry, items, amount } = cause;
  const firstAt = mark?.openedAt ?? cause.firstAt;
  const owner =
    mark?.ownerId === undefined || mark.ownerId === null ? null : { id: mark.ownerId, name: mark.owner ?? "" };
  return {
    ...{ key, words, holder, fix, canRetry, items, amount, firstAt, owner },
    next: { label: cause.next.words, href: hrefOf(cause) },
    // A check may block what was there long before: it was seen at least when it was found.
    lastAt: [cause.lastAt, firstAt].toSorted().at(-1) ?? firstAt,
    mute:
      mark?.mutedUntil && isMuted(mark.mutedUntil, now)
        ? { until: mark.mutedUntil, note: mark.muteNote, by: mark.mutedBy }
        : null,
  };
}

function hrefOf({ key, next }: Cause): string {
  switch (next.at) {
    case "vendors":
      return "/vendors";
    case "health":
      return "/health";
    case "unknown":
      return "/health/unknown";
    case "cause":
      return causeHref(key);
  }
}

/** What a person said of a cause, for the record: the sentence and what stands under it. */
export function causeEventWords(
  event: Extract<AuditEvent, { kind: `cause.${string}` }>,
): [words: string, details: readonly string[]] {
  const { words } = event;
  if (event.kind === "cause.assigned")
    return [`Cause given to ${event.owner ?? "nobody"}: ${words}`, [`Before: ${event.before ?? "nobody"}`]];
  if (event.hours === null) return [`Mute of a cause ended: ${words}`, []];
  return [`Cause muted for ${event.hours} hours: ${words}`, event.note ? [event.note] : []];
}
