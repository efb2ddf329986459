import { Amount } from "#components/money/amount.tsx";
import { Day } from "#components/time/when.tsx";
import type { DetailField } from "#lib/core/record-type.ts";

/** A field of the source as its kind is shown. */
export function DetailValue({ kind, value }: Pick<DetailField, "kind" | "value">) {
  if (value === "") return <span className="text-ink-3">none</span>;
  if (kind === "money") return <Amount value={value} />;
  if (kind === "date") return <Day date={value} />;
  if (kind === "percent") return `${value} %`;
  return value;
}
