import { type ClockHolder, clockHolders } from "#lib/core/holder-clock.ts";
import { type Money, sum, toScale } from "#lib/core/money.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";

/** How long an item is where it is, in whole days; `from` is the first day of the bucket. */
export const ageBuckets = {
  d0: { label: "0–1 days", from: 0 },
  d2: { label: "2–3 days", from: 2 },
  d4: { label: "4–7 days", from: 4 },
  d8: { label: "8–14 days", from: 8 },
  d15: { label: "15 days and more", from: 15 },
} as const;
export type AgeBucket = keyof typeof ageBuckets;
export const ageBucketIds = Object.keys(ageBuckets) as [AgeBucket, ...AgeBucket[]];
export const holderIds = Object.keys(clockHolders) as [ClockHolder, ...ClockHolder[]];

/** The days between which a bucket lies: from this many, and fewer than that many; null where it has no end. */
export function daysOf(bucket: AgeBucket): { readonly from: number; readonly before: number | null } {
  const next = ageBucketIds[ageBucketIds.indexOf(bucket) + 1];
  return { from: ageBuckets[bucket].from, before: next ? ageBuckets[next].from : null };
}

/** The states in which an item is with this holder. */
export function statesWith(holder: ClockHolder): readonly ItemState[] {
  return (Object.keys(itemStates) as ItemState[]).filter((state) => itemStates[state].holder === holder);
}

/** Items of one state in the `bucket`-th bucket, from 0. */
export type AgeCount = {
  readonly state: ItemState;
  readonly bucket: number;
  readonly items: number;
  readonly amount: Money;
};
export type AgeLine = {
  readonly holder: ClockHolder;
  readonly buckets: Readonly<Record<AgeBucket, { readonly items: number; readonly amount: Money }>>;
  readonly items: number;
  readonly amount: Money;
};

/** A line for each holder, the empty ones too, from counts by state. */
export function ageLines(counts: readonly AgeCount[]): readonly AgeLine[] {
  const tally = (own: readonly AgeCount[]) => ({
    items: own.reduce((all, { items }) => all + items, 0),
    amount: toScale(sum(own.map(({ amount }) => amount)), 2),
  });
  return holderIds.map((holder) => {
    const own = counts.filter(({ state }) => itemStates[state].holder === holder);
    const buckets = Object.fromEntries(
      ageBucketIds.map((id, n) => [id, tally(own.filter(({ bucket }) => bucket === n))]),
    ) as AgeLine["buckets"];
    return { holder, buckets, ...tally(own) };
  });
}

/** What is counted by day: the event in the record that says it. */
export const throughputs = {
  accepted: { label: "Accepted", event: "item.accepted" },
  synced: { label: "Synced", event: "export.proved" },
  rejected: { label: "Rejected", event: "item.rejected" },
} as const;
export type Throughput = keyof typeof throughputs;
export const throughputIds = Object.keys(throughputs) as [Throughput, ...Throughput[]];

export type DayCount = { readonly day: string; readonly kind: string; readonly count: number };
export type DayLine = { readonly day: string } & Readonly<Record<Throughput, number>>;

/** The last `days` days up to `today` (YYYY-MM-DD), newest first, those without anything too. */
export function dayLines(counts: readonly DayCount[], today: string, days: number): readonly DayLine[] {
  const known = new Map(counts.map(({ day, kind, count }) => [`${day} ${kind}`, count]));
  return Array.from({ length: days }, (_, back) => {
    const day = dayBefore(today, back);
    const of = (id: Throughput) => known.get(`${day} ${throughputs[id].event}`) ?? 0;
    return { day, accepted: of("accepted"), synced: of("synced"), rejected: of("rejected") };
  });
}

/** The day so many days before; both YYYY-MM-DD. */
export function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
