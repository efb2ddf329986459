"use client";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { TableFrame } from "#components/table/table-frame.tsx";
import { useCompany } from "#components/time/company.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import {
  type JobCostFigure,
  type JobCostRow,
  type JobCosts,
  jobCostFigureNames,
  jobCostFigures,
} from "#lib/views/job-costs.ts";

type Props = {
  readonly rows: readonly JobCostRow[];
  readonly view: JobCosts;
  readonly more: { readonly has: boolean; readonly isBusy: boolean; readonly load: () => void };
};

/** What a phone has room for. */
const always: ReadonlySet<JobCostFigure> = new Set(["totalEstimate", "jtdCost"]);
const shown = (name: JobCostFigure) => (always.has(name) ? "" : "max-md:hidden");

/** Every category of every code, with the sum of the job below. */
export function JobCostTable({ rows, view, more }: Props) {
  const { currency } = useCompany();
  return (
    <TableFrame label="Job costs by code and category" className="flex-1 bg-surface">
      <table className="data-table text-xs" data-hover>
        <caption className="unseen">Amounts in {currency}</caption>
        <thead>
          <tr>
            <th scope="col" className="left-0 z-3 pl-4">
              Cost code and category
            </th>
            <th scope="col" className="max-md:hidden">
              Description
            </th>
            {jobCostFigureNames.map((name) => (
              <th key={name} scope="col" className={`figure ${shown(name)}`}>
                {jobCostFigures[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.extra}|${row.costCode}|${row.category}`}>
              <th scope="row" className="sticky left-0 z-1 bg-surface pl-4 font-mono font-medium max-md:max-w-32">
                {[row.extra, row.costCode, row.category].filter(Boolean).join(" ")}
              </th>
              <td className="max-w-40 truncate max-md:hidden" title={wordsOf(row)}>
                {wordsOf(row)}
              </td>
              {jobCostFigureNames.map((name) => (
                <td key={name} className={`figure ${shown(name)}`}>
                  <Amount value={row[name]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="left-0 z-3 pl-4 text-left">
              The job: {count(view.count, "line")}
            </th>
            <td className="max-md:hidden" />
            {jobCostFigureNames.map((name) => (
              <td key={name} className={`figure ${shown(name)}`}>
                <Amount value={view.totals[name]} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      <LoadMore hasMore={more.has} isBusy={more.isBusy} onMore={more.load} end="All categories of the job" />
    </TableFrame>
  );
}

function wordsOf({ codeName, categoryName }: JobCostRow): string {
  return [codeName, categoryName].filter(Boolean).join(" · ");
}
