import Link from "next/link";
import { Amount } from "#components/money/amount.tsx";
import { firstOf } from "#components/money/count.ts";
import { FigureLink } from "#components/reconcile/figure.tsx";
import { figureHref } from "#components/reconcile/reconcile-address.ts";
import { rehearsalItemsHref, rehearsedMeasureOf } from "#components/rehearsal/rehearsal-address.ts";
import { useCompany } from "#components/time/company.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { TabPanel, Tabs } from "#components/ui/tabs.tsx";
import {
  type Added,
  addedLabels,
  addRehearsals,
  fates,
  missing,
  type RehearsalCell,
  type RehearsedMeasure,
  rehearsedMeasureIds,
  rehearsedMeasures,
} from "#lib/core/rehearsal.ts";
import type { RehearsalFilter, RehearsalItemFilter, RehearsalRow } from "#lib/views/rehearsal.ts";

type Props = {
  readonly rows: readonly RehearsalRow[];
  /** How many there are on all pages. */
  readonly projects: number;
  readonly filter: RehearsalFilter;
  readonly measure: RehearsedMeasure;
  readonly onMeasure: (measure: RehearsedMeasure) => void;
  readonly hasMore: boolean;
  readonly isBusy: boolean;
  readonly onMore: () => void;
};

/** One measure of every project with something pending: what Sage has, what comes, what it would have. */
export function ProjectsSection(props: Props) {
  const { measure, onMeasure, hasMore, isBusy, onMore } = props;
  const { currency } = useCompany();
  return (
    <section aria-labelledby="projects">
      <div className="mb-1.5 flex flex-wrap items-baseline gap-x-3">
        <h2 id="projects" className="font-semibold">
          Projects
        </h2>
        <p className="text-ink-2">
          Sage now, on the way and what is added are Sage then. Amounts in {currency}. On the way counts also what was
          proved since Sage was read.
        </p>
      </div>
      <div className="rounded-lg border border-line bg-surface">
        <Tabs
          label="Measures"
          listClassName="px-3"
          tabs={rehearsedMeasureIds.map((id) => ({ id, label: rehearsedMeasures[id].label }))}
          value={measure}
          onChange={(id) => onMeasure(rehearsedMeasureOf(id))}
        >
          <TabPanel id={measure} className="relative overflow-x-auto">
            <Projects {...props} />
            <LoadMore hasMore={hasMore} isBusy={isBusy} onMore={onMore} end="All projects with something pending" />
          </TabPanel>
        </Tabs>
      </div>
    </section>
  );
}

function Projects({ rows, projects, filter, measure }: Props) {
  const kinds: readonly Added[] = rehearsedMeasures[measure].adds;
  return (
    <table className="data-table text-xs md:min-w-[84rem]">
      <caption className="unseen">{rehearsedMeasures[measure].label} by project, now and then</caption>
      <thead>
        <tr>
          <th scope="col" className="left-0 z-3 pl-4">
            Project
          </th>
          <th scope="col" className="max-md:hidden">
            Sage job
          </th>
          <th scope="col" className="figure">
            Sage now
          </th>
          <th scope="col" className="figure max-md:hidden">
            On the way
          </th>
          {kinds.map((kind) => (
            <th key={kind} scope="col" className="figure max-md:hidden">
              {addedLabels[kind]}
            </th>
          ))}
          <th scope="col" className="figure">
            Sage then
          </th>
          {missing.map((fate) => (
            <th key={fate} scope="col" className="figure font-normal max-md:hidden" title={fates[fate].words}>
              {fates[fate].label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="sticky left-0 z-1 max-w-56 bg-surface pl-4 max-md:max-w-32">
              <Link
                href={rehearsalItemsHref({ ...filter, projectId: row.id })}
                prefetch={false}
                className="rounded-sm font-medium text-accent hover:underline"
              >
                {row.number} <span className="max-md:hidden">{row.name}</span>
              </Link>
            </th>
            <td className="max-md:hidden">{row.job ?? <span className="text-ink-3">none</span>}</td>
            <Figures cell={row.cells[measure]} measure={measure} row={row} filter={filter} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" className="left-0 z-3 pl-4 text-left">
            {firstOf(rows.length, projects, "project")}
          </th>
          <td className="max-md:hidden" />
          <Figures cell={addRehearsals(rows.map((row) => row.cells[measure]))} measure={measure} filter={filter} />
        </tr>
      </tfoot>
    </table>
  );
}

type FigureProps = {
  readonly cell: RehearsalCell;
  readonly measure: RehearsedMeasure;
  readonly filter: RehearsalFilter;
  /** Left out for the totals. */
  readonly row?: RehearsalRow;
};

function Figures({ cell, measure, filter, row }: FigureProps) {
  const name = row?.number ?? "All";
  const to = (more: RehearsalItemFilter) =>
    row ? { href: rehearsalItemsHref({ ...filter, projectId: row.id, measure, ...more }) } : {};
  const now = row ? { href: figureHref(row.id, measure, "sage", filter.upTo ?? null) } : {};
  const kinds: readonly Added[] = rehearsedMeasures[measure].adds;
  return (
    <>
      <td className="figure">
        <FigureLink value={cell.opening} label={`${name}, Sage now`} {...now} />
      </td>
      <td className="figure max-md:hidden">
        <FigureLink value={cell.released} label={`${name}, On the way`} {...to({ fate: "goes", way: "released" })} />
      </td>
      {kinds.map((kind) => (
        <td key={kind} className="figure max-md:hidden">
          <FigureLink
            value={cell.adds[kind] ?? "0"}
            label={`${name}, ${addedLabels[kind]}`}
            {...to({ fate: "goes", way: "pending", kind })}
          />
        </td>
      ))}
      <td className="figure font-semibold">
        <Amount value={cell.closing} />
      </td>
      {missing.map((fate) => (
        <td key={fate} className="figure max-md:hidden">
          <FigureLink
            value={cell.left[fate as keyof typeof cell.left]}
            label={`${name}, ${fates[fate].label}`}
            {...to({ fate })}
          />
        </td>
      ))}
    </>
  );
}
