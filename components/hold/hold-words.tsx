"use client";
import { Hand } from "lucide-react";
import { useClock } from "#components/time/company.tsx";
import { Chip, Mark } from "#components/ui/chip.tsx";
import { stampOf } from "#lib/core/clock.ts";
import { holdWords } from "#lib/core/holds.ts";
import type { HoldView } from "#lib/views/inbox.ts";

/** "Held until 14 Mar 2026 17:00", in the company's zone. */
function useHoldWords(hold: HoldView): string {
  const clock = useClock();
  return `Held ${holdWords(hold.until, hold.untilAt && stampOf(hold.untilAt, clock))}`;
}

type Props = { readonly hold: HoldView };

export function HoldWords({ hold }: Props) {
  return useHoldWords(hold);
}
export function HoldMark({ hold }: Props) {
  const words = useHoldWords(hold);
  return (
    <span title={`${words}, by ${hold.by}${hold.note ? `: ${hold.note}` : ""}`} className="inline-flex min-w-0">
      <Mark tone="wait" icon={Hand}>
        {words}
      </Mark>
    </span>
  );
}
export function HoldChip({ hold }: Props) {
  return (
    <Chip tone="wait" icon={Hand}>
      {useHoldWords(hold)}
    </Chip>
  );
}
