"use client";
import Link from "next/link";
import { Amount } from "#components/money/amount.tsx";
import { firstOf } from "#components/money/count.ts";
import { FigureLink, unexplainedLook } from "#components/reconcile/figure.tsx";
import { figureHref } from "#components/reconcile/reconcile-address.ts";
import { SealMark } from "#components/reconcile/seal-mark.tsx";
import { type CellPart, causeNames, causes, type Measure } from "#lib/core/reconcile/measures.ts";
import { addCells, type Cell } from "#lib/core/reconcile/reconcile.ts";
import type { ReconcileRow } from "#lib/views/reconcile.ts";
import { figureOf, partLabel } from "#lib/views/reconcile-table.ts";

type Props = {
  readonly rows: readonly ReconcileRow[];
  readonly projects: number;
  readonly measure: Measure;
  readonly upTo: string | null;
  readonly cursorId: string | null;
  readonly onCursor: (id: string) => void;
};

/** One measure of every project: both totals, the difference, its causes, and what is left. */
export function ReconcileTable({ rows, projects, measure, upTo, cursorId, onCursor }: Props) {
  return (
    <table className="data-table text-xs md:min-w-[92rem]" data-hover>
      <caption className="unseen">Procore less Sage by project</caption>
      <Head />
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.id}
            data-row={row.id}
            data-cursor={row.id === cursorId || undefined}
            onClick={() => onCursor(row.id)}
          >
            <th
              scope="row"
              className={`sticky left-0 z-1 max-w-56 pl-4 max-md:max-w-32 ${row.id === cursorId ? "bg-accent-soft" : "bg-surface"}`}
            >
              <Link
                href={figureHref(row.id, measure, null, upTo)}
                prefetch={false}
                className="rounded-sm font-medium text-accent hover:underline"
              >
                {row.number} <span className="max-md:hidden">{row.name}</span>
              </Link>
            </th>
            <td className="max-md:hidden">
              <SealMark seal={row.seal} hasPeriod={upTo !== null} />
            </td>
            <Figures
              cell={row.cells[measure]}
              hrefOf={(part) => figureHref(row.id, measure, part, upTo)}
              project={row.number}
            />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" className="left-0 z-3 pl-4 text-left">
            {firstOf(rows.length, projects, "project")}
          </th>
          <td className="max-md:hidden" />
          <Figures cell={addCells(rows.map((row) => row.cells[measure]))} project="All" />
        </tr>
      </tfoot>
    </table>
  );
}

function Head() {
  return (
    <thead>
      <tr>
        <th scope="col" className="left-0 z-3 pl-4">
          Project
        </th>
        <th scope="col" className="max-md:hidden">
          Sign-off
        </th>
        <th scope="col" className="figure max-md:hidden">
          Procore
        </th>
        <th scope="col" className="figure max-md:hidden">
          Sage
        </th>
        <th scope="col" className="figure">
          Difference
        </th>
        {causeNames.map((cause) => (
          <th key={cause} scope="col" className="figure max-md:hidden" title={causes[cause].words}>
            {causes[cause].label}
          </th>
        ))}
        <th scope="col" className="figure right-0 z-3">
          Unexplained
        </th>
      </tr>
    </thead>
  );
}

type FigureProps = { readonly cell: Cell; readonly project: string; readonly hrefOf?: (part: CellPart) => string };

function Figures({ cell, project, hrefOf }: FigureProps) {
  const figure = (part: CellPart) => (
    <FigureLink
      value={figureOf(cell, part)}
      label={`${project}, ${partLabel(part)}`}
      {...(hrefOf ? { href: hrefOf(part) } : {})}
    />
  );
  return (
    <>
      <td className="figure max-md:hidden">{figure("procore")}</td>
      <td className="figure max-md:hidden">{figure("sage")}</td>
      <td className="figure font-medium">
        <Amount value={cell.difference} />
      </td>
      {causeNames.map((cause) => (
        <td key={cause} className="figure max-md:hidden">
          {figure(cause)}
        </td>
      ))}
      <td className={`figure sticky right-0 ${hrefOf ? "z-1" : "z-3"} ${unexplainedLook(cell.unexplained)}`}>
        {figure("unexplained")}
      </td>
    </>
  );
}
