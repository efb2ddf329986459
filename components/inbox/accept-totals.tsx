"use client";
import { ControlTotals } from "#components/inbox/control-totals.tsx";
import { count } from "#components/money/count.ts";
import { sum } from "#lib/core/money.ts";
import { isFirstSignature } from "#lib/views/accept-plan.ts";
import type { InboxRow } from "#lib/views/inbox.ts";

type Props = {
  readonly rows: readonly InboxRow[];
  /** Over what would be accepted, as the batch keeps it; null where nothing would be, undefined until it is known. */
  readonly hashTotal: string | null | undefined;
};

const totalOf = (rows: readonly InboxRow[]) => ({ count: rows.length, amount: sum(rows.map((row) => row.amount)) });

/** The control totals of a selection. */
export function AcceptTotals({ rows, hashTotal }: Props) {
  const jobs = [...new Map(rows.map((row) => [row.project.id, row.project])).values()];
  const projects = jobs.map((job) => ({
    label: `${job.number} ${job.name}`.trim(),
    ...totalOf(rows.filter((row) => row.project.id === job.id)),
  }));
  const signing = rows.filter(isFirstSignature).length;
  const warned = rows.filter((row) => row.warns > 0).length;
  return (
    <ControlTotals
      projects={projects}
      total={totalOf(rows)}
      hashTotal={hashTotal === undefined ? "…" : (hashTotal ?? "None: nothing goes to the outbox")}
    >
      {signing === 0
        ? null
        : `${count(signing, "item")} get the first of two signatures and wait for a second accountant. `}
      {warned === 0 ? "None of them has a warning." : `${count(warned, "item")} with warnings, nothing that blocks.`}
    </ControlTotals>
  );
}
