"use client";
import { FindingsList } from "#components/review/findings-list.tsx";
import { Details, Rejection } from "#components/review/item-facts.tsx";
import { Stamp } from "#components/time/when.tsx";
import type { PastView } from "#lib/views/past.ts";

/** Section 1 of a past instant: what the checks said then, what was asked, what was set here. */
export function PastDecision({ view, now }: { readonly view: PastView; readonly now: string }) {
  const isSaid = view.note !== null && !view.findings.some(({ sentence }) => sentence === view.note);
  const isChecked = view.checkedAt !== null || view.findings.length > 0;
  return (
    <div className="@container flex flex-col gap-4 p-4">
      {view.hold ? (
        <p>
          Held by {view.hold.by} since <Stamp at={view.hold.at} />
          {view.hold.note === "" ? null : `: ${view.hold.note}`}
        </p>
      ) : null}
      {view.signedBy ? (
        <p>
          First signature by {view.signedBy.name}, <Stamp at={view.signedBy.at} />
        </p>
      ) : null}
      {isSaid ? <p>{view.note}</p> : null}
      {view.documentProblem ? <p className="text-bad">{view.documentProblem}</p> : null}
      <div className="flex flex-col gap-1">
        {isChecked ? (
          <FindingsList view={{ ...view, prerequisites: [], now }} onFix={null} />
        ) : (
          <p className="text-ink-2">No check is known from before this time.</p>
        )}
        {view.checkedAt === null ? null : (
          <p className="text-xs text-ink-3">
            What the checks of <Stamp at={view.checkedAt} /> said, as it was stored; nothing was checked anew.
          </p>
        )}
      </div>
      {view.rejection ? <Rejection value={{ ...view.rejection, points: null }} /> : null}
      {view.fieldSpecs.length > 0 ? <Fields view={view} /> : null}
      {view.details.length > 0 ? <Details list={view.details} /> : null}
    </div>
  );
}

function Fields({ view }: { readonly view: PastView }) {
  return (
    <section aria-label="Export fields">
      <h3 className="mb-1 text-xs font-semibold text-ink-2">Export fields</h3>
      <dl className="grid gap-x-6 @md:grid-cols-2">
        {view.fieldSpecs.map((spec) => {
          const value = view.fields[spec.name] ?? "";
          return (
            <div
              key={spec.name}
              className="flex min-h-7 items-baseline justify-between gap-4 border-b border-line py-1"
            >
              <dt className="shrink-0 text-ink-2">{spec.label}</dt>
              <dd className="min-w-0 text-right wrap-anywhere">
                {value === "" ? <span className="text-ink-3">empty</span> : (spec.options?.[value] ?? value)}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
