"use client";
import { Amount } from "#components/money/amount.tsx";
import { FigureLink, unexplainedLook } from "#components/reconcile/figure.tsx";
import { figureHref } from "#components/reconcile/reconcile-address.ts";
import {
  type CellPart,
  causeNames,
  causes,
  type Measure,
  measureNames,
  measures,
} from "#lib/core/reconcile/measures.ts";
import type { ReconcileRow } from "#lib/views/reconcile.ts";
import { figureOf, partLabel } from "#lib/views/reconcile-table.ts";

type Props = {
  readonly project: ReconcileRow;
  readonly measure: Measure;
  readonly part: CellPart | null;
  readonly upTo: string | null;
  readonly currency: string;
};

/** From Procore's total by the causes to Sage's, for every measure; on a phone for the chosen one. */
export function Statement({ project, measure, part, upTo, currency }: Props) {
  const shown = (one: Measure) => (one === measure ? "" : "max-md:hidden");
  const figures = (row: CellPart, look: (value: string) => string = () => "") =>
    measureNames.map((one) => {
      const value = figureOf(project.cells[one], row);
      return (
        <td key={one} className={`figure ${shown(one)} ${look(value)}`}>
          <FigureLink
            value={value}
            href={figureHref(project.id, one, row, upTo)}
            label={`${measures[one].label}, ${partLabel(row)}`}
            isCurrent={one === measure && row === part}
          />
        </td>
      );
    });
  return (
    <table className="data-table" data-hover>
      <caption className="unseen">From Procore's totals to Sage's</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-4">
            Amounts in {currency}
          </th>
          {measureNames.map((one) => (
            <th
              key={one}
              scope="col"
              className={`figure ${shown(one)}`}
              title={`${measures[one].procore} / ${measures[one].sage}`}
            >
              {measures[one].label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr className="font-medium">
          <RowHead label="Procore" />
          {figures("procore")}
        </tr>
        <tr className="font-medium">
          <RowHead label="Sage" />
          {figures("sage")}
        </tr>
        <tr className="font-medium">
          <RowHead label="Difference" words="Procore less Sage" />
          {measureNames.map((one) => (
            <td key={one} className={`figure ${shown(one)}`}>
              <Amount value={project.cells[one].difference} />
            </td>
          ))}
        </tr>
        {causeNames.map((cause) => (
          <tr key={cause}>
            <RowHead label={causes[cause].label} words={causes[cause].words} isCause />
            {figures(cause)}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <RowHead label="Unexplained" />
          {figures("unexplained", unexplainedLook)}
        </tr>
      </tfoot>
    </table>
  );
}

function RowHead({
  label,
  words,
  isCause = false,
}: {
  readonly label: string;
  readonly words?: string;
  readonly isCause?: boolean;
}) {
  return (
    <th scope="row" className={`text-left ${isCause ? "pl-8" : "pl-4"}`}>
      {label}
      {words ? <span className="ml-2 text-xs font-normal text-ink-3 max-lg:hidden">{words}</span> : null}
    </th>
  );
}
