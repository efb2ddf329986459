import { isZero, type Money } from "#lib/core/money.ts";

export type Column = { readonly key: string; readonly label: string; readonly value: number };
type Props = {
  readonly title: string;
  readonly columns: readonly Column[];
  /** What the tallest column of the whole group stands for, so that charts beside each other share one scale. */
  readonly max: number;
  /** Every column has its label; otherwise only the first and the last. */
  readonly isLabelled?: boolean;
};

/**
 * Columns over a line, drawn without a library: what each stands for is told by its place, label and number, never by colour.
 * The table beside it has the same figures for whoever cannot see it.
 */
export function ColumnsChart({ title, columns, max, isLabelled = false }: Props) {
  const total = columns.reduce((all, { value }) => all + value, 0);
  const [first, last] = [columns[0], columns.at(-1)];
  return (
    <figure
      role="img"
      aria-label={`${title}: ${total.toLocaleString("en-US")}; the table has the figures`}
      className="min-w-0"
    >
      <figcaption className="mb-1 flex items-baseline justify-between gap-2 text-xs">
        <span className="font-medium">{title}</span>
        <span className="text-ink-2 tabular-nums">{total.toLocaleString("en-US")}</span>
      </figcaption>
      <div className="flex h-24 items-end gap-px border-b border-control" aria-hidden="true">
        {columns.map(({ key, label, value }) => (
          <div key={key} className="flex h-full min-w-0 flex-1 flex-col justify-end" title={`${label}: ${value}`}>
            {isLabelled && value > 0 ? (
              <span className="text-center text-2xs text-ink-2 tabular-nums">{value.toLocaleString("en-US")}</span>
            ) : null}
            {value > 0 ? (
              <div
                className="border-t-2 border-accent bg-accent-soft"
                style={{ height: `${Math.max(3, (value / Math.max(1, max)) * 80)}%` }}
              />
            ) : null}
          </div>
        ))}
      </div>
      <div className="mt-0.5 flex gap-px text-2xs text-ink-2" aria-hidden="true">
        {isLabelled ? (
          columns.map(({ key, label }) => (
            <span key={key} className="min-w-0 flex-1 text-center">
              {label}
            </span>
          ))
        ) : (
          <>
            <span className="flex-1">{first?.label}</span>
            <span>{last?.label}</span>
          </>
        )}
      </div>
    </figure>
  );
}

type BarProps = { readonly value: number; readonly max: number; readonly amount: Money };

/** A bar in a row of a table, as long as its share of the longest; the figures stand beside it. */
export function RowBar({ value, max, amount }: BarProps) {
  if (value === 0 && isZero(amount)) return null;
  const width = max === 0 ? 0 : Math.max(2, (value / max) * 100);
  return (
    <span aria-hidden="true" className="block h-2.5 w-full">
      <span className="block h-full border-r-2 border-accent bg-accent-soft" style={{ width: `${width}%` }} />
    </span>
  );
}
