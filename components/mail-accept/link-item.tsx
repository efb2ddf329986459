"use client";
import type { ReactNode } from "react";
import { Amount } from "#components/money/amount.tsx";
import { FindingsList } from "#components/review/findings-list.tsx";
import { Details } from "#components/review/item-facts.tsx";
import { LinesSection } from "#components/review/lines-section.tsx";
import { PreviewSection } from "#components/review/preview-section.tsx";
import { Stamp } from "#components/time/when.tsx";
import type { MailLinkItem } from "#lib/views/mail-link.ts";

type Props = { readonly item: MailLinkItem; readonly now: string; readonly currency: string };

/** What a link from a mail would accept: who sent it, what the checks say now, the document, and every record for Sage. */
export function LinkItem({ item, now, currency }: Props) {
  const { project, vendor, sentBy, sentAt, revision, fieldSpecs, fields } = item;
  const job = project.job ? `, Sage job ${project.job}` : "";
  return (
    <div className="@container flex flex-col gap-5">
      <section aria-label="Summary">
        <p className="mb-1 text-2xl font-semibold">
          <Amount value={item.amount} currency={currency} />
        </p>
        <dl>
          <Fact label="Vendor">{vendor ? `${vendor.name}, ${vendor.sageVendor ?? ""} in Sage` : "none"}</Fact>
          <Fact label="Project">{`${project.number} ${project.name}`.trim() + job}</Fact>
          <Fact label="Sent by">
            {sentBy ?? "Procore"}
            {sentAt ? (
              <>
                , <Stamp at={sentAt} />
              </>
            ) : null}
          </Fact>
          <Fact label="Version">
            {revision.number} of {revision.of}
          </Fact>
          {fieldSpecs.map(({ name, label }) => (
            <Fact key={name} label={label}>
              {fields[name] || "empty"}
            </Fact>
          ))}
        </dl>
      </section>
      <Part title="Checked just now">
        <FindingsList view={{ findings: item.findings, now, vendor, parent: null, prerequisites: [] }} onFix={null} />
      </Part>
      <Details list={item.details} />
      <Part title="Lines of the document">
        <div className="overflow-hidden rounded-md border border-line">
          <LinesSection view={item} currency={currency} hasFile={false} />
        </div>
      </Part>
      <Part title="What will be written to Sage">
        <div className="-mx-4">
          <PreviewSection view={item} />
        </div>
      </Part>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-1 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-baseline justify-between gap-4 border-b border-line py-1">
      <dt className="shrink-0 text-ink-2">{label}</dt>
      <dd className="min-w-0 text-right wrap-anywhere">{children}</dd>
    </div>
  );
}
