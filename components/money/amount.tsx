import { grouped, isFigure } from "#components/money/figures.ts";
import { isNegative, isZero, type Money } from "#lib/core/money.ts";

type Props = {
  readonly value: Money;
  readonly decimals?: number;
  readonly currency?: string;
  readonly className?: string;
};

/**
 * An amount in an accountant's column: parentheses for minus, a blank as wide as the closing one on positives so that
 * points line up, a dash for zero. Screen readers hear "minus". Text that is no number is shown as it is.
 */
export function Amount({ value, decimals = 2, currency, className = "" }: Props) {
  if (!isFigure(value)) return <span className={className}>{value}</span>;
  const code = currency ? <span className="mr-1 text-2xs font-normal text-ink-3">{currency}</span> : null;
  return (
    <span className={`whitespace-nowrap tabular-nums ${className}`}>
      {code}
      <Figure value={value} decimals={decimals} />
    </span>
  );
}

function Figure({ value, decimals }: { readonly value: Money; readonly decimals: number }) {
  if (isZero(value)) {
    return (
      <>
        <span aria-hidden="true">–</span>
        <span className="unseen">zero</span>
        <Closing />
      </>
    );
  }
  const digits = grouped(value, decimals);
  if (isNegative(value)) {
    return (
      <>
        <span aria-hidden="true">({digits})</span>
        <span className="unseen">minus {digits}</span>
      </>
    );
  }
  return (
    <>
      {digits}
      <Closing />
    </>
  );
}

function Closing() {
  return (
    <span aria-hidden="true" className="invisible select-none">
      )
    </span>
  );
}
