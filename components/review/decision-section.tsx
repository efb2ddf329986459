"use client";
import { Square } from "lucide-react";
import { useRef } from "react";
import { HoldBlock } from "#components/hold/hold-block.tsx";
import { DetailValue } from "#components/review/detail-value.tsx";
import { DifferenceBlock } from "#components/review/difference-block.tsx";
import { ExportBlock } from "#components/review/export-block.tsx";
import { FieldsForm, fieldAttribute, fieldOf } from "#components/review/fields-form.tsx";
import { FindingsList } from "#components/review/findings-list.tsx";
import { metOf, RejectionPoints } from "#components/review/rejection-points.tsx";
import { SignatureBlock } from "#components/review/signature-block.tsx";
import { UnlinkBlock } from "#components/review/unlink-block.tsx";
import { Stamp } from "#components/time/when.tsx";
import type { DecisionActions } from "#lib/client/actions.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { DetailField } from "#lib/core/record-type.ts";
import type { ItemView } from "#lib/views/item.ts";

/** Section 1: what speaks against it, what is set here, what was asked, where the export stands. */
export function DecisionSection({ view, actions }: { readonly view: ItemView; readonly actions: DecisionActions }) {
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
      {view.rejection ? <Rejection value={view.rejection} /> : null}
      {view.fieldSpecs.length > 0 ? (
        <FieldsForm key={view.id} view={view} isOpen={isOpen} action={actions.saveFields} />
      ) : null}
      {view.details.length > 0 ? <Details list={view.details} /> : null}
    </div>
  );
}

function Rejection({ value }: { readonly value: NonNullable<ItemView["rejection"]> }) {
  return (
    <section aria-label="Last rejection" className="rounded-md border border-line px-3 py-2">
      <h3 className="text-xs font-semibold text-ink-2">
        Rejected by {value.by}, <Stamp at={value.at} />
        {value.points ? <>; sent again, {metOf(value.points)}</> : null}
      </h3>
      {value.points ? <RejectionPoints list={value.points} /> : <Asked list={value.reasons} />}
      {value.text ? <p className="mt-1 whitespace-pre-wrap text-ink-2">{value.text}</p> : null}
    </section>
  );
}

function Asked({ list }: { readonly list: NonNullable<ItemView["rejection"]>["reasons"] }) {
  return (
    <ul className="mt-1">
      {list.map((reason) => (
        <li key={reason.code} className="flex items-center gap-2">
          <Square aria-hidden="true" className="size-3.5 text-ink-3" />
          {reason.label}
        </li>
      ))}
    </ul>
  );
}

function Details({ list }: { readonly list: readonly DetailField[] }) {
  return (
    <section aria-label="From Procore">
      <h3 className="mb-1 text-xs font-semibold text-ink-2">From Procore</h3>
      <dl className="grid gap-x-6 @md:grid-cols-2">
        {list.map((field) => (
          <div
            key={field.label}
            className="flex min-h-7 items-baseline justify-between gap-4 border-b border-line py-1"
          >
            <dt className="shrink-0 text-ink-2">{field.label}</dt>
            <dd className="min-w-0 text-right wrap-anywhere">
              <DetailValue kind={field.kind} value={field.value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
