"use client";
import { useKeys } from "#components/keys/key-registry.tsx";
import { PastDecision } from "#components/past/past-decision.tsx";
import { ChangesSection } from "#components/review/changes-section.tsx";
import { LinesSection } from "#components/review/lines-section.tsx";
import { PreviewSection } from "#components/review/preview-section.tsx";
import { RecordSection } from "#components/review/record-section.tsx";
import { ReviewHeader } from "#components/review/review-header.tsx";
import { type Section, sectionIds, sectionLabels, useSection } from "#components/review/use-section.ts";
import { useCompany } from "#components/time/company.tsx";
import { TabPanel, Tabs } from "#components/ui/tabs.tsx";
import type { PastView } from "#lib/views/past.ts";

type Props = { readonly view: PastView; readonly at: string; readonly now: string };

/** One item as it was: the sections of the review without anything to decide. */
export function PastReview({ view, at, now }: Props) {
  const { currency } = useCompany();
  const [section, setSection] = useSection();
  useKeys({ section: (chord) => setSection(sectionIds[Number(chord) - 1] ?? "decision") });
  const heavy = view.findings.filter((finding) => finding.severity !== "informs").length;
  const counts: Partial<Record<Section, number | null>> = {
    decision: heavy > 0 ? heavy : null,
    lines: view.lines.length,
  };
  const tabs = sectionIds.map((id, n) => ({
    id,
    label: sectionLabels[id],
    count: counts[id] ?? null,
    isAlarm: id === "decision" && view.lane === "blocked",
    hint: String(n + 1),
  }));
  return (
    <article
      aria-label={`${view.kindLabel} ${view.number}, as it was`}
      className="@container flex h-full min-h-0 flex-col bg-surface"
    >
      <ReviewHeader view={{ ...view, holding: { hold: view.hold, reason: null }, now }} currency={currency} level={1} />
      <Tabs
        label="Sections"
        tabs={tabs}
        value={section}
        onChange={(id) => setSection(id as Section)}
        className="flex-1"
        listClassName="px-2"
      >
        {sectionIds.map((id) => (
          <TabPanel key={id} id={id} className={id === "lines" ? "" : "overflow-y-auto"}>
            <h2 className="unseen">{sectionLabels[id]}</h2>
            <Body id={id} view={view} at={at} now={now} />
          </TabPanel>
        ))}
      </Tabs>
    </article>
  );
}

function Body({ id, view, at, now }: Props & { readonly id: Section }) {
  const { currency } = useCompany();
  switch (id) {
    case "decision":
      return <PastDecision view={view} now={now} />;
    case "lines":
      return <LinesSection view={view} currency={currency} hasFile={false} />;
    case "changes":
      return <ChangesSection key={view.revision.number} view={view} shown={view.revision.number} />;
    case "preview":
      return (
        <PreviewSection
          view={{ ...view, preview: [], export: null }}
          lead="These are the stored bytes of the export document of then."
        />
      );
    case "record":
      return <RecordSection view={{ ...view, prerequisites: [] }} at={at} />;
  }
}
