"use client";
import { type ReactNode, useRef, useState } from "react";
import { HoldDialogs } from "#components/hold/hold-dialogs.tsx";
import { useHold } from "#components/hold/use-hold.ts";
import { useKeys } from "#components/keys/key-registry.tsx";
import { ActionBar, type GestureHandlers } from "#components/review/action-bar.tsx";
import { DecisionSection } from "#components/review/decision-section.tsx";
import { ReviewHeader } from "#components/review/review-header.tsx";
import type { Decisions } from "#components/review/use-decisions.ts";
import { useItemGestures } from "#components/review/use-item-gestures.tsx";
import { type Section, sectionIds, sectionLabels, useSection } from "#components/review/use-section.ts";
import { useCompany } from "#components/time/company.tsx";
import { later, laterWindow } from "#components/ui/later.tsx";
import { TabPanel, Tabs } from "#components/ui/tabs.tsx";
import type { DecisionActions } from "#lib/client/actions.ts";
import type { ItemView } from "#lib/views/item.ts";

const ChangesSection = later(async () => (await import("#components/review/changes-section.tsx")).ChangesSection);
const LinesSection = later(async () => (await import("#components/review/lines-section.tsx")).LinesSection);
const PreviewSection = later(async () => (await import("#components/review/preview-section.tsx")).PreviewSection);
const TalkSection = later(async () => (await import("#components/review/talk-section.tsx")).TalkSection);
const WhyDialog = laterWindow(async () => (await import("#components/stuck/why-dialog.tsx")).WhyDialog);

type Props = {
  readonly view: ItemView;
  readonly actions: DecisionActions;
  readonly decisions: Decisions;
  readonly onAccept: (view: ItemView) => void;
  readonly onReject: (view: ItemView) => void;
  readonly onAssign: (view: ItemView) => void;
  readonly level: 1 | 2;
  readonly aside?: ReactNode;
};

/** One item under decision: the same in the inbox's right pane and on its own page. */
export function Review({ view, actions, decisions, onAccept, onReject, onAssign, level, aside }: Props) {
  const { currency } = useCompany();
  const [section, setSection] = useSection();
  const box = useRef<HTMLElement>(null);
  const { handlers, busy, dialog } = useItemGestures(view, actions, decisions);
  const [isAsking, setAsking] = useState(false);
  const [isWriting, setWriting] = useState(false);
  const all: GestureHandlers = { ...handlers, accept: () => onAccept(view), reject: () => onReject(view) };
  const hold = useHold(actions);
  const pressHold = () => hold.press([{ ...view, hold: view.holding?.hold ?? null }]);
  useKeys({
    section: (chord) => setSection(sectionIds[Number(chord) - 1] ?? "decision"),
    nextFinding: () => {
      setSection("decision");
      window.requestAnimationFrame(() => focusNextFinding(box.current));
    },
    why: () => setAsking(true),
    comment: () => {
      setSection("record");
      setWriting(true);
    },
    ...(level === 1 ? { hold: pressHold } : {}),
  });
  return (
    <article
      ref={box}
      aria-label={`${view.kindLabel} ${view.number}`}
      className="@container flex h-full min-h-0 flex-col bg-surface"
    >
      <ReviewHeader view={view} currency={currency} level={level} aside={aside} />
      <Tabs
        label="Sections"
        tabs={tabsOf(view)}
        value={section}
        onChange={(id) => setSection(id as Section)}
        className="flex-1"
        listClassName="px-2"
      >
        {sectionIds.map((id) => (
          <TabPanel key={id} id={id} className={id === "lines" ? "" : "overflow-y-auto"}>
            {level === 1 ? <h2 className="unseen">{sectionLabels[id]}</h2> : null}
            <SectionBody
              id={id}
              view={view}
              actions={actions}
              isWriting={isWriting}
              onRecord={() => setSection("record")}
              onWriting={() => setWriting(false)}
            />
          </TabPanel>
        ))}
      </Tabs>
      <ActionBar
        view={view}
        handlers={all}
        busy={busy}
        onHold={pressHold}
        onWhy={() => setAsking(true)}
        onAssign={() => onAssign(view)}
      />
      {dialog}
      <HoldDialogs hold={hold} />
      {isAsking ? (
        <WhyDialog
          itemId={view.id}
          onClose={() => setAsking(false)}
          perform={(step) => {
            if (step.itemId !== view.id || step.href !== `/items/${view.id}`) return undefined;
            return step.gesture ? all[step.gesture] : () => setSection("decision");
          }}
        />
      ) : null}
    </article>
  );
}

type BodyProps = Pick<Props, "view" | "actions"> & {
  readonly id: Section;
  /** A comment is asked for by its key. */
  readonly isWriting: boolean;
  readonly onWriting: () => void;
  readonly onRecord: () => void;
};

function SectionBody({ id, view, actions, isWriting, onWriting, onRecord }: BodyProps) {
  const { currency } = useCompany();
  switch (id) {
    case "decision":
      return <DecisionSection key={view.id} view={view} actions={actions} onRecord={onRecord} />;
    case "lines":
      return <LinesSection view={view} currency={currency} />;
    case "changes":
      return <ChangesSection key={view.id} view={view} />;
    case "preview":
      return <PreviewSection view={view} />;
    case "record":
      return <TalkSection view={view} actions={actions.talk} isWriting={isWriting} onWriting={onWriting} />;
  }
}

function tabsOf(view: ItemView) {
  const heavy = view.findings.filter((finding) => finding.severity !== "informs").length;
  return [
    {
      id: "decision",
      label: sectionLabels.decision,
      count: heavy > 0 ? heavy : null,
      isAlarm: view.lane === "blocked",
      hint: "1",
    },
    { id: "lines", label: sectionLabels.lines, count: view.lines.length, hint: "2" },
    { id: "changes", label: sectionLabels.changes, hint: "3" },
    { id: "preview", label: sectionLabels.preview, hint: "4" },
    { id: "record", label: sectionLabels.record, hint: "5" },
  ];
}

function focusNextFinding(box: HTMLElement | null): void {
  const findings = [...(box?.querySelectorAll<HTMLElement>("[data-finding]") ?? [])];
  const at = findings.findIndex((one) => one.contains(document.activeElement));
  findings[(at + 1) % Math.max(findings.length, 1)]?.focus();
}
