"use client";
import { ArrowRight, OctagonAlert, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { EarlierRows } from "#components/imports/earlier-rows.tsx";
import { PresentLines } from "#components/imports/present-lines.tsx";
import { NewsChip, StagedMark } from "#components/imports/staged-mark.tsx";
import { Amount } from "#components/money/amount.tsx";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorState, Skeleton } from "#components/ui/states.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { ImportGesture } from "#lib/core/import-type.ts";
import type { ImportRecordView } from "#lib/views/imports.ts";

type Props = {
  readonly recordId: string;
  readonly isBusy: boolean;
  readonly onGesture: (gesture: ImportGesture, view: ImportRecordView) => void;
  readonly onClose: () => void;
};

/** One record of Sage: what it is, what differs, whom that concerns, and what can be done with it. */
export function RecordDialog({ recordId, isBusy, onGesture, onClose }: Props) {
  const { data: view, error, refetch } = useView("import.record", { recordId }, { every: 3000 });
  const title = view ? `${view.typeLabel} ${view.row.code}` : "Record";
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={view?.row.name}
      footer={view ? <Actions view={view} isBusy={isBusy} onGesture={onGesture} onClose={onClose} /> : undefined}
    >
      {error && !view ? (
        <ErrorState sentence={error.sentence} fix={error.fix} onRetry={() => void refetch()} />
      ) : view ? (
        <Content view={view} />
      ) : (
        <Skeleton />
      )}
    </Dialog>
  );
}

function Content({ view }: { readonly view: ImportRecordView }) {
  const { row, details, findings, differences, effect } = view;
  return (
    <div className="flex flex-col gap-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StagedMark state={row.state} label={row.stateLabel} />
        <span className="text-ink-2">
          since <Stamp at={row.since} />
        </span>
        <NewsChip of={row.news} />
      </p>
      {row.note && (row.state === "failed" || row.state === "importing" || row.state === "undoing") ? (
        <p className={row.state === "failed" ? "text-bad" : "text-ink-2"}>{row.note}</p>
      ) : null}
      {findings.length > 0 ? <Findings findings={findings} /> : null}
      {effect ? <EffectBlock effect={effect} /> : null}
      {differences.length > 0 ? <Differences view={view} /> : null}
      {view.present ? <PresentLines present={view.present} /> : null}
      <dl className="grid grid-cols-[9rem_1fr] gap-x-4 gap-y-1 max-sm:grid-cols-1">
        {details.map((field) => (
          <div key={field.label} className="contents">
            <dt className="text-ink-2">{field.label}</dt>
            <dd className="min-w-0 break-words">
              {field.kind === "money" ? <Amount value={field.value} /> : field.value || "–"}
            </dd>
          </div>
        ))}
      </dl>
      {view.earlier.length > 0 ? <EarlierRows earlier={view.earlier} /> : null}
    </div>
  );
}

function Findings({ findings }: Pick<ImportRecordView, "findings">) {
  return (
    <ul className="divide-y divide-line rounded-md border border-line">
      {findings.map((finding) => (
        <li key={`${finding.code} ${finding.field}`} className="flex gap-2.5 px-3 py-2">
          {finding.severity === "blocks" ? (
            <OctagonAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-bad" />
          ) : (
            <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-wait" />
          )}
          <div className="min-w-0">
            <p>{finding.sentence}</p>
            <p className="mt-0.5 text-xs text-ink-2">{finding.fix.words}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function EffectBlock({ effect }: { readonly effect: NonNullable<ImportRecordView["effect"]> }) {
  return (
    <section aria-label="Effect on open items" className="rounded-md bg-wait-soft px-3 py-2">
      <p className="font-medium text-wait">{effect.words}</p>
      <p className="mt-1 flex flex-wrap gap-x-3 gap-y-1">
        {effect.items.slice(0, 12).map((item) => (
          <Link
            key={item.id}
            href={`/items/${item.id}`}
            prefetch={false}
            className="rounded-sm text-accent hover:underline"
          >
            {item.number}
          </Link>
        ))}
      </p>
    </section>
  );
}

function Differences({ view }: { readonly view: ImportRecordView }) {
  const before = view.against === "imported" ? "In Procore" : "Before";
  return (
    <section aria-label="What differs" className="overflow-x-auto">
      <table className="data-table">
        <caption className="pb-1 text-left font-semibold">
          {view.against === "imported" ? "Sage has more since the import" : "The last change in Sage"}
        </caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">{before}</th>
            <th scope="col">In Sage now</th>
          </tr>
        </thead>
        <tbody>
          {view.differences.map(({ label, before: was, after }) => (
            <tr key={label}>
              <th scope="row" className="wrap">
                {label}
              </th>
              <td className="wrap text-ink-2">{was || "none"}</td>
              <td className="wrap">
                <ArrowRight aria-hidden="true" className="mr-1 inline size-3 text-ink-3" />
                {after || "none"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type ActionProps = Omit<Props, "recordId"> & { readonly view: ImportRecordView };

function Actions({ view, isBusy, onGesture, onClose }: ActionProps) {
  return (
    <>
      <Button onPress={onClose}>Close</Button>
      {view.row.actions.map(({ gesture, label, isAllowed, reason }) => (
        <Button
          key={gesture}
          look={gesture === "import" ? "primary" : gesture === "undo" ? "danger" : "plain"}
          reason={isAllowed ? null : reason}
          isBusy={isBusy}
          onPress={() => onGesture(gesture, view)}
        >
          {label}
          {gesture === "import" || gesture === "undo" ? " …" : ""}
        </Button>
      ))}
    </>
  );
}
