"use client";
import { useRef } from "react";
import { HoldBlock } from "#components/hold/hold-block.tsx";
import { AttachmentsHint } from "#components/review/attachments-hint.tsx";
import { DifferenceBlock } from "#components/review/difference-block.tsx";
import { ExportBlock } from "#components/review/export-block.tsx";
import { FieldsForm, fieldAttribute, fieldOf } from "#components/review/fields-form.tsx";
import { FindingsList } from "#components/review/findings-list.tsx";
import { Details, Rejection } from "#components/review/item-facts.tsx";
import { SignatureBlock } from "#components/review/signature-block.tsx";
import { UnlinkBlock } from "#components/review/unlink-block.tsx";
import type { DecisionActions } from "#lib/client/actions.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { ItemView } from "#lib/views/item.ts";

type Props = {
  readonly view: ItemView;
  readonly actions: DecisionActions;
  /** Opens the section Record. */
  readonly onRecord: () => void;
};

/** Section 1: what speaks against it, what is set here, what was asked, where the export stands. */
export function DecisionSection({ view, actions, onRecord }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const isOpen = (view.state === "ready" || view.state === "failed") && view.actions.some((one) => one.isAllowed);
  const goTo = (finding: Finding) => {
    const name = fieldOf(finding.fix.target ?? finding.field);
    box.current?.querySelector<HTMLElement>(`[${fieldAttribute}="${CSS.escape(name)}"]`)?.focus();
  };
  return (
    <div ref={box} className="@container flex flex-col gap-4 p-4">
      {view.export ? <ExportBlock value={view.export} isInOutbox={view.state === "outbox"} now={view.now} /> : null}
      {view.holding?.hold ? <HoldBlock view={view} hold={view.holding.hold} lift={actions.liftHold} /> : null}
      {view.unlink?.watch ? (
        <UnlinkBlock view={view} unlink={view.unlink} watch={view.unlink.watch} keep={actions.keep} />
      ) : null}
      {view.difference ? (
        <DifferenceBlock view={view} difference={view.difference} answer={actions.answerDifference} />
      ) : null}
      {view.signature ? (
        <SignatureBlock view={view} signature={view.signature} action={actions.takeBackSignature} />
      ) : null}
      {view.documentProblem ? (
        <p role="alert" className="text-bad">
          {view.documentProblem}
        </p>
      ) : null}
      <FindingsList view={view} onFix={goTo} />
      {view.hasFiles ? <AttachmentsHint itemId={view.id} onShow={onRecord} /> : null}
      {view.rejection ? <Rejection value={view.rejection} /> : null}
      {view.fieldSpecs.length > 0 ? (
        <FieldsForm key={view.id} view={view} isOpen={isOpen} action={actions.saveFields} />
      ) : null}
      {view.details.length > 0 ? <Details list={view.details} /> : null}
    </div>
  );
}
