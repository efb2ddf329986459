"use client";
import { useState } from "react";
import { RedateForm } from "#components/inbox/redate-form.tsx";
import type { DrawerCheck } from "#components/inbox/use-accept-check.ts";
import { count } from "#components/money/count.ts";
import { Day, useBusinessDate } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Ledger, type Period, periodOn } from "#lib/core/periods.ts";
import type { AcceptCheck, CheckedRow } from "#lib/views/accept-check.ts";

type Props = {
  readonly check: AcceptCheck;
  readonly redating: DrawerCheck["redating"];
  readonly redate: DrawerCheck["redate"];
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
};

/** On which days the items are booked, and one day for all of them. */
export function AcceptDates({ check, redating, redate, isOpen, setOpen }: Props) {
  const [said, setSaid] = useState<string | null>(null);
  const dayOf = useBusinessDate();
  const targets = [...check.going, ...check.left].filter(({ canRedate }) => canRedate);
  const dated = check.going.filter(({ date }) => date !== null);
  if (targets.length === 0 && dated.length === 0) return null;
  const without = check.going.length - dated.length;
  return (
    <section aria-label="Accounting date" className="mt-5">
      <h3 className="mb-1 font-semibold">Accounting date</h3>
      {dated.length > 0 ? <Days rows={dated} periods={check.periods} /> : null}
      {without > 0 ? <p className="mt-1 text-ink-2">{count(without, "item")} without an accounting date.</p> : null}
      {said === null ? null : (
        <p role="status" className="mt-1">
          {said}
        </p>
      )}
      {isOpen ? (
        <RedateForm
          targets={targets}
          periods={check.periods}
          redating={redating}
          onClose={() => setOpen(false)}
          onSet={async (date, reason) => {
            const problem = await redate(targets, date, reason);
            if (problem !== null) return problem;
            setSaid(`Set to ${dayOf(date)}: the documents were rendered and checked anew.`);
            setOpen(false);
            return null;
          }}
        />
      ) : targets.length > 0 ? (
        <Button size="sm" className="mt-2" onPress={() => setOpen(true)}>
          One date for {targets.length}…
        </Button>
      ) : null}
    </section>
  );
}

const ledgerWords: Readonly<Record<Ledger, string>> = { ap: "AP", jc: "JC" };

function Days({ rows, periods }: { readonly rows: readonly CheckedRow[]; readonly periods: readonly Period[] }) {
  const days = new Map<string, { day: string; ledger: Ledger; n: number }>();
  for (const { date } of rows) {
    if (date === null) continue;
    const key = `${date.value} ${date.ledger}`;
    days.set(key, { day: date.value, ledger: date.ledger, n: (days.get(key)?.n ?? 0) + 1 });
  }
  const sorted = [...days].toSorted(([a], [b]) => a.localeCompare(b));
  return (
    <table className="data-table">
      <caption className="unseen">Accounting dates of what would be accepted</caption>
      <thead>
        <tr>
          <th scope="col">Booked on</th>
          <th scope="col">Period</th>
          <th scope="col" className="figure">
            Items
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map(([key, { day, ledger, n }]) => (
          <tr key={key}>
            <th scope="row">{day === "" ? "Not set" : <Day date={day} />}</th>
            <td className="wrap">{standing(day, periods, ledger)}</td>
            <td className="figure">{n}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function standing(day: string, periods: readonly Period[], ledger: Ledger): string {
  if (periods.length === 0) return "None kept";
  const period = periodOn(day, periods);
  if (!period) return "In none that is kept";
  const isOpen = ledger === "ap" ? period.isApOpen : period.isJcOpen;
  return `${period.name}, ${isOpen ? "open" : "closed"} in ${ledgerWords[ledger]}`;
}
