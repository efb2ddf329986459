"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { useKeys } from "#components/keys/key-registry.tsx";
import { FigureRecords } from "#components/reconcile/figure-records.tsx";
import { PeriodSelect } from "#components/reconcile/period-select.tsx";
import { measureOf, partOf } from "#components/reconcile/reconcile-address.ts";
import { SignOff } from "#components/reconcile/sign-off.tsx";
import { Statement } from "#components/reconcile/statement.tsx";
import { BackLine } from "#components/shell/back-line.tsx";
import { addressWritten, useGo } from "#components/shell/use-go.ts";
import { useCompany } from "#components/time/company.tsx";
import { Age } from "#components/time/when.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useView } from "#lib/client/use-view.ts";
import { measureNames, measures } from "#lib/core/reconcile/measures.ts";
import type { ReconcileProject } from "#lib/views/reconcile.ts";

const schema = { upTo: parseAsString, measure: parseAsString, part: parseAsString };
type Props = { readonly first: ReconcileProject; readonly sign: Action<{ sha256: string }> };

/** One project's figures, the records behind the chosen one, and the signature under them. */
export function ProjectReconcile({ first, sign }: Props) {
  const [address, setAddress] = useQueryStates(schema, { history: "replace", shallow: true });
  const { currency } = useCompany();
  const { upTo } = address;
  const [measure, part] = [measureOf(address.measure), partOf(address.part)];
  const input = { projectId: first.project.id, ...(upTo ? { upTo } : {}) };
  const isFirst = (first.upTo ?? null) === upTo;
  const { data: view = first, error } = useView("reconcile.project", input, {
    ...(isFirst ? { first } : {}),
    every: 10_000,
    keepsPrevious: true,
  });
  const { project } = view;
  const list = `/reconcile?measure=${measure}${upTo ? `&upTo=${upTo}` : ""}`;
  const go = useGo();
  useKeys({ back: () => go(list) });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <BackLine href={list} label="Reconcile" />
      <PageHead
        title={`${project.number} ${project.name}`}
        note={error ? `${error.sentence} ${error.fix}` : <Freshness view={view} />}
      >
        <PeriodSelect
          value={upTo}
          periods={view.periods}
          onChange={(next) => addressWritten(setAddress({ upTo: next }))}
        />
        <span className="md:hidden">
          <Select
            label="Measure"
            value={measure === "committed" ? null : measure}
            options={measureNames.flatMap((id) => (id === "committed" ? [] : [{ id, label: measures[id].label }]))}
            none={measures.committed.label}
            onChange={(next) => addressWritten(setAddress({ measure: next }))}
          />
        </span>
      </PageHead>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable without a pointer. */}
      <section aria-label="Figures and records" tabIndex={0} className="min-h-0 flex-1 overflow-y-auto">
        <Statement project={project} measure={measure} part={part} upTo={upTo} currency={currency} />
        <SignOff view={view} sign={sign} />
        {part ? <FigureRecords input={{ ...input, measure, part }} /> : <Hint />}
      </section>
    </div>
  );
}

function Hint() {
  return (
    <p className="border-t border-line px-4 py-3 text-ink-2">Choose a figure to see the records that add up to it.</p>
  );
}

function Freshness({ view }: { readonly view: ReconcileProject }) {
  return (
    <>
      {view.project.job ? `Sage job ${view.project.job}` : "No job in Sage yet"} ·{" "}
      {view.readAt ? (
        <>
          Sage read <Age at={view.readAt} now={view.now} />
        </>
      ) : (
        "Sage was not read completely yet"
      )}
    </>
  );
}
