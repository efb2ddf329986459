import Link from "next/link";
import { Amount } from "#components/money/amount.tsx";
import { isZero, type Money } from "#lib/core/money.ts";

type Props = {
  readonly value: Money;
  /** Where the records behind it are; zero has none. */
  readonly href?: string;
  readonly label: string;
  readonly isCurrent?: boolean;
};

/** A figure that leads to its records. */
export function FigureLink({ value, href, label, isCurrent = false }: Props) {
  if (!href || isZero(value)) return <Amount value={value} className={isZero(value) ? "text-ink-3" : ""} />;
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      title={label}
      aria-current={isCurrent || undefined}
      className="-mx-1 rounded-sm px-1 underline-offset-2 hover:underline aria-[current]:bg-accent-soft aria-[current]:font-semibold"
    >
      <span className="unseen">{label}: </span>
      <Amount value={value} />
    </Link>
  );
}

/** What nobody explains stands out; zero is what one wants to see. */
export const unexplainedLook = (value: Money): string =>
  isZero(value) ? "bg-good-soft text-good" : "bg-bad-soft font-semibold text-bad";
