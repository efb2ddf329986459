import { count } from "#components/money/count.ts";
import { Day } from "#components/time/when.tsx";
import { type Ledger, type Period, periodOn } from "#lib/core/periods.ts";
import type { BookedDays } from "#lib/views/accept-check.ts";

const ledgerWords: Readonly<Record<Ledger, string>> = { ap: "AP", jc: "JC" };

type Props = {
  readonly days: readonly BookedDays[];
  readonly periods: readonly Period[];
  /** How many items are booked on no day. */
  readonly without: number;
};

/** How many items are booked on which day, with the period that it lies in. */
export function BookedTable({ days, periods, without }: Props) {
  return (
    <>
      {days.length > 0 ? <Days days={days} periods={periods} /> : null}
      {without > 0 ? <p className="mt-1 text-ink-2">{count(without, "item")} without an accounting date.</p> : null}
    </>
  );
}

function Days({ days, periods }: Omit<Props, "without">) {
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
        {days.map(({ day, ledger, count: items }) => (
          <tr key={`${day} ${ledger}`}>
            <th scope="row">{day === "" ? "Not set" : <Day date={day} />}</th>
            <td className="wrap">{standing(day, periods, ledger)}</td>
            <td className="figure">{items.toLocaleString("en-US")}</td>
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
