"use client";
import { LinesSection } from "#components/review/lines-section.tsx";
import { PrintHead } from "#components/table/print-head.tsx";
import { usePrinting } from "#components/table/use-printing.ts";
import { useClock, useCompany } from "#components/time/company.tsx";
import { stampOf } from "#lib/core/clock.ts";
import { formatAmount } from "#lib/views/format.ts";
import type { ItemView } from "#lib/views/item.ts";

/** One item on paper: what it is, what is said against it, its lines with their total, and what happened. */
export function ItemSheet({ view }: { readonly view: ItemView }) {
  const { currency } = useCompany();
  if (!usePrinting()) return null;
  return (
    <article className="flex flex-col gap-4 p-2">
      <PrintHead
        title={`${view.kindLabel} ${view.number} ${view.title}`}
        lines={headOf(view, currency)}
        at={view.now}
      />
      <Part title="Findings">
        {view.findings.length === 0 ? <p>None.</p> : null}
        {view.findings.map(({ code, field, severity, sentence }) => (
          <p key={`${code} ${field}`}>
            {severity}: {sentence}
          </p>
        ))}
      </Part>
      <Part title="Export fields">
        {view.fieldSpecs.map(({ name, label }) => (
          <p key={name}>
            {label}: {view.fields[name] || "empty"}
          </p>
        ))}
      </Part>
      <Part title="Lines">
        <LinesSection view={view} currency={currency} />
      </Part>
      <Happened view={view} />
    </article>
  );
}

function headOf(view: ItemView, currency: string): readonly string[] {
  const { project, vendor, revision } = view;
  const job = project.job ? `, Sage job ${project.job}` : "";
  const sage = view.export?.erpId ? `Sage id ${view.export.erpId}` : "no Sage id yet";
  return [
    `${view.stateLabel} · ${currency} ${formatAmount(view.amount)} · version ${revision.number} of ${revision.of} · ${sage}`,
    `Project: ${`${project.number} ${project.name}`.trim()}${job}`,
    `Vendor: ${vendor ? `${vendor.name}${vendor.sageVendor ? `, Sage vendor ${vendor.sageVendor}` : ""}` : "none"}`,
  ];
}

function Happened({ view }: { readonly view: ItemView }) {
  const clock = useClock();
  return (
    <Part title="What happened">
      {view.timeline.map(({ seq, at, who, words }) => (
        <p key={seq}>
          {stampOf(at, clock)} · {who} · {words}
        </p>
      ))}
    </Part>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className="break-inside-avoid-page">
      <h2 className="mb-1 font-semibold">{title}</h2>
      {children}
    </section>
  );
}
