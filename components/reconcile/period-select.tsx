"use client";
import { useBusinessDate } from "#components/time/when.tsx";
import { Select } from "#components/ui/select.tsx";

type Props = {
  readonly value: string | null;
  readonly periods: readonly string[];
  readonly onChange: (upTo: string | null) => void;
};

/** The last accounting date that counts: the end of a month, or everything to date. */
export function PeriodSelect({ value, periods, onChange }: Props) {
  const dayOf = useBusinessDate();
  const all = value !== null && !periods.includes(value) ? [value, ...periods] : periods;
  const options = all.map((id) => ({ id, label: `Up to ${dayOf(id)}` }));
  return <Select label="Period" value={value} options={options} none="Everything to date" onChange={onChange} />;
}
