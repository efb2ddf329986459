import { CircleHelp, CirclePause, FileCheck2, Hourglass, Link2, type LucideIcon, MonitorUp, Timer } from "lucide-react";
import { Amount } from "#components/money/amount.tsx";
import { Countdown } from "#components/time/when.tsx";
import { type Tone, toneText } from "#components/ui/chip.tsx";
import type { OutboxPage, OutboxRow } from "#lib/views/screens.ts";

type Look = { readonly label: string; readonly icon: LucideIcon; readonly tone: Tone };

/** The states of an export that is not settled yet, in the order in which it runs through them. */
const looks: Readonly<Record<string, Look>> = {
  outbox: { label: "In the outbox", icon: Timer, tone: "flow" },
  waiting: { label: "Waits for parent", icon: Link2, tone: "wait" },
  queued: { label: "Waits for sync client", icon: Hourglass, tone: "wait" },
  leased: { label: "With Sage", icon: MonitorUp, tone: "flow" },
  imported: { label: "Imported, not posted", icon: FileCheck2, tone: "flow" },
  unknown: { label: "Outcome unknown", icon: CircleHelp, tone: "doubt" },
  held: { label: "Held for a person", icon: CirclePause, tone: "doubt" },
};

/** State in icon, words and colour; the time to release beside it. */
export function OutboxStatus({ row, now }: { readonly row: OutboxRow; readonly now: string }) {
  const look = looks[row.status];
  const Icon = look?.icon ?? CirclePause;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Icon aria-hidden="true" className={`size-3.5 shrink-0 ${toneText[look?.tone ?? "quiet"]}`} />
      <span className="truncate" title={row.statusLabel}>
        {row.statusLabel}
      </span>
      {row.status === "outbox" && row.releaseAt ? (
        <span className="ml-auto shrink-0 pl-1 font-medium">
          <Countdown to={row.releaseAt} now={now} />
        </span>
      ) : null}
    </span>
  );
}

/** Every state with its count and sum, also the empty ones: nothing moves when one fills. */
export function OutboxTotals({ totals }: { readonly totals: OutboxPage["totals"] }) {
  return (
    <dl className="grid shrink-0 grid-cols-7 divide-x divide-line border-b border-line bg-surface max-lg:grid-cols-4 max-lg:divide-x-0 max-md:grid-cols-2">
      {Object.entries(looks).map(([status, { label, icon: Icon, tone }]) => {
        const { count, amount } = totals[status] ?? { count: 0, amount: "0" };
        return (
          <div
            key={status}
            className={`flex min-w-0 flex-col px-4 py-2 max-md:py-1 ${count === 0 ? "max-md:hidden" : ""}`}
          >
            <dt className="flex items-center gap-1.5 text-xs text-ink-2">
              <Icon aria-hidden="true" className={`size-3.5 shrink-0 ${count > 0 ? toneText[tone] : "text-ink-3"}`} />
              <span className="truncate">{label}</span>
            </dt>
            <dd className="flex items-baseline justify-between gap-2">
              <span className={count > 0 ? "font-semibold" : "text-ink-3"}>{count.toLocaleString("en-US")}</span>
              <Amount value={amount} className={count > 0 ? "text-ink-2" : "text-ink-3"} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
