import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import type { Money } from "#lib/core/money.ts";

type Props = {
  readonly label?: string;
  readonly items: number;
  readonly amount: Money;
  readonly currency: string;
  readonly noun?: string;
};

/** "Selected  3 items  USD 12,400.00": a count and its sum, as shown in footers and drawers. */
export function TotalLine({ label, items, amount, currency, noun = "item" }: Props) {
  return (
    <span className="inline-flex items-baseline gap-2 whitespace-nowrap">
      {label ? <span className="text-ink-2">{label}</span> : null}
      <span className="font-medium">{count(items, noun)}</span>
      <Amount value={amount} currency={currency} className="font-medium" />
    </span>
  );
}
