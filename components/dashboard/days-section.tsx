import Link from "next/link";
import { ColumnsChart } from "#components/dashboard/columns-chart.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import { Day, useBusinessDate } from "#components/time/when.tsx";
import { Block } from "#components/ui/block.tsx";
import { type DayLine, type Throughput, throughputIds, throughputs } from "#lib/core/dashboard.ts";

/** What was done on each of the last days; a figure leads to its events in the history. */
export function DaysSection({ days }: { readonly days: readonly DayLine[] }) {
  const dayOf = useBusinessDate();
  const max = Math.max(0, ...days.flatMap((day) => throughputIds.map((id) => day[id])));
  const inTime = days.toReversed();
  return (
    <Block id="days" title="Throughput" note={`The last ${days.length} days by the company's clock.`}>
      <div className="flex justify-end px-4 pt-2">
        <ExportMenu table="throughput" noun="the days" isSmall isUndermost />
      </div>
      <div className="grid gap-4 px-4 pt-2 pb-4 sm:grid-cols-3">
        {throughputIds.map((id) => (
          <ColumnsChart
            key={id}
            title={throughputs[id].label}
            max={max}
            columns={inTime.map((day) => ({ key: day.day, label: dayOf(day.day), value: day[id] }))}
          />
        ))}
      </div>
      <TableFrame label="Throughput by day" className="max-h-72 border-t border-line print:max-h-none">
        <table className="data-table">
          <caption className="unseen">Items accepted, synced and rejected by day</caption>
          <thead>
            <tr>
              <th scope="col" className="pl-4">
                Day
              </th>
              {throughputIds.map((id) => (
                <th key={id} scope="col" className="figure">
                  {throughputs[id].label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((line) => (
              <tr key={line.day}>
                <th scope="row" className="pl-4 font-normal">
                  <Day date={line.day} />
                </th>
                {throughputIds.map((id) => (
                  <td key={id} className="figure">
                    <DayCount id={id} line={line} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Block>
  );
}

function DayCount({ id, line }: { readonly id: Throughput; readonly line: DayLine }) {
  if (line[id] === 0) return <span className="text-ink-3">0</span>;
  const query = new URLSearchParams({ kind: throughputs[id].event, from: line.day, to: line.day });
  return (
    <Link href={`/history?${query.toString()}`} prefetch={false} className="rounded-sm text-accent hover:underline">
      <span className="unseen">
        {throughputs[id].label}, <Day date={line.day} />:{" "}
      </span>
      {line[id].toLocaleString("en-US")}
    </Link>
  );
}
