"use client";
import type { Selection } from "#components/inbox/use-selection.ts";
import { TotalLine } from "#components/money/total.tsx";
import { BottomLine } from "#components/shell/bottom-line.tsx";
import { type Hint, KeyHints } from "#components/shell/key-hints.tsx";
import { useClock, useCompany } from "#components/time/company.tsx";
import { zoneLabel } from "#lib/core/clock.ts";

const hints: readonly Hint[] = [
  ["next", "next"],
  ["previous", "previous"],
  ["select", "select"],
  ["accept", "accept"],
  ["reject", "reject"],
  ["hold", "hold"],
  ["takeBack", "take back"],
  ["open", "open"],
  ["help", "all keys"],
];

export function InboxHints({ selection }: { readonly selection: Selection }) {
  const { currency } = useCompany();
  const { timeZone } = useClock();
  return (
    <BottomLine>
      <KeyHints hints={hints} />
      <span className="ml-auto whitespace-nowrap">
        {selection.total.count > 0 ? (
          <TotalLine
            label="Selected"
            items={selection.total.count}
            amount={selection.total.amount}
            currency={currency}
          />
        ) : (
          `Times in ${zoneLabel(timeZone)}`
        )}
      </span>
    </BottomLine>
  );
}
