import { HoldWords } from "#components/hold/hold-words.tsx";
import { partLooks } from "#components/outbox/outbox-parts.tsx";
import { Countdown } from "#components/time/when.tsx";
import { toneText } from "#components/ui/chip.tsx";
import { outboxPartOf } from "#lib/core/outbox-parts.ts";
import type { OutboxRow } from "#lib/views/screens.ts";

/** State in icon, words and colour; the time to release beside it. */
export function OutboxStatus({ row, now }: { readonly row: OutboxRow; readonly now: string }) {
  const look = partLooks[outboxPartOf(row.status, row.hold !== null) ?? "doubt"];
  const Icon = look.icon;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Icon aria-hidden="true" className={`size-3.5 shrink-0 ${toneText[look.tone]}`} />
      <span className="truncate" title={row.statusLabel}>
        {row.hold ? <HoldWords hold={row.hold} /> : row.statusLabel}
      </span>
      {row.status === "outbox" && row.releaseAt && row.hold === null ? (
        <span className="ml-auto shrink-0 pl-1 font-medium">
          <Countdown to={row.releaseAt} now={now} />
        </span>
      ) : null}
    </span>
  );
}
