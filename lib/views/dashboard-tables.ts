import {
  type AgeBucket,
  type AgeLine,
  ageBucketIds,
  ageBuckets,
  type DayLine,
  throughputs,
} from "#lib/core/dashboard.ts";
import { clockHolders } from "#lib/core/holder-clock.ts";
import { toScale } from "#lib/core/money.ts";
import { type OutColumn, type OutCompany, timeColumn } from "#lib/core/out-table.ts";
import type { AgedRow, CauseBar } from "#lib/views/dashboard.ts";

/** A row of the ageing as a table: one holder and age. */
export type AgeRow = { readonly line: AgeLine; readonly bucket: AgeBucket };
export const ageRows = (line: AgeLine): readonly AgeRow[] => ageBucketIds.map((bucket) => ({ line, bucket }));

export function ageColumns(currency: string): readonly OutColumn<AgeRow>[] {
  return [
    { header: "Holder", kind: "text", width: 22, value: ({ line }) => clockHolders[line.holder] },
    { header: "Age", kind: "text", width: 18, value: ({ bucket }) => ageBuckets[bucket].label },
    { header: "Items", kind: "count", hasTotal: true, value: ({ line, bucket }) => String(line.buckets[bucket].items) },
    {
      header: `Amount, ${currency}`,
      kind: "money",
      width: 18,
      hasTotal: true,
      value: ({ line, bucket }) => line.buckets[bucket].amount,
    },
  ];
}

export const dayColumns: readonly OutColumn<DayLine>[] = [
  { header: "Day", kind: "date", value: ({ day }) => day },
  { header: throughputs.accepted.label, kind: "count", hasTotal: true, value: ({ accepted }) => String(accepted) },
  { header: throughputs.synced.label, kind: "count", hasTotal: true, value: ({ synced }) => String(synced) },
  { header: throughputs.rejected.label, kind: "count", hasTotal: true, value: ({ rejected }) => String(rejected) },
];

export function causeColumns(currency: string): readonly OutColumn<CauseBar>[] {
  return [
    { header: "Cause", kind: "text", width: 80, value: ({ words }) => words },
    { header: "Items", kind: "count", hasTotal: true, value: ({ items }) => String(items) },
    {
      header: `Amount, ${currency}`,
      kind: "money",
      width: 18,
      hasTotal: true,
      value: ({ amount }) => toScale(amount, 2),
    },
  ];
}

export function agedColumns(company: OutCompany): readonly OutColumn<AgedRow>[] {
  return [
    { header: "Item", kind: "text", width: 26, value: ({ label }) => label },
    { header: "Title", kind: "text", width: 36, value: ({ title }) => title },
    { header: "Project", kind: "text", width: 28, value: ({ place }) => place },
    { header: "Vendor", kind: "text", width: 28, value: ({ vendor }) => vendor || null },
    { header: "State", kind: "text", width: 18, value: ({ stateLabel }) => stateLabel },
    timeColumn("Since", company, ({ stateAt }) => stateAt),
    {
      header: `Amount, ${company.currency}`,
      kind: "money",
      width: 18,
      hasTotal: true,
      value: ({ amount }) => toScale(amount, 2),
    },
  ];
}
