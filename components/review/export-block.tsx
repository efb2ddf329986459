"use client";
import { SageDifferences } from "#components/review/sage-differences.tsx";
import { Countdown } from "#components/time/when.tsx";
import { sideOf } from "#lib/core/machines/sides.ts";
import type { ItemView } from "#lib/views/item.ts";

type Export = NonNullable<ItemView["export"]>;
const writtenBack = {
  not_yet: "not written to Procore yet",
  written: "written to Procore",
  refused: "Procore refused the status",
  none: "Procore keeps no Sage ID of it",
} as const;

type Props = { readonly value: Export; readonly isInOutbox: boolean; readonly now: string };

/** Where the export stands: Sage's own words verbatim, and what Sage shows instead when it is held. */
export function ExportBlock({ value, isInOutbox, now }: Props) {
  const isBad = value.messages.length > 0 || value.differences.length > 0;
  const hasOwnNote = value.note !== null && !value.messages.includes(value.note);
  return (
    <section aria-label="Export" className={`rounded-md border px-3 py-2 ${isBad ? "border-bad" : "border-line"}`}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-semibold">{value.status}</h3>
        <p className="text-xs text-ink-2">
          Sage ID {value.erpId} · {value.isPosted ? "posted" : "not posted"} · {writtenBack[value.writtenBack]}
        </p>
      </div>
      {value.releaseAt && isInOutbox ? (
        <p className="text-ink-2">
          Released in <Countdown to={value.releaseAt} now={now} />
        </p>
      ) : null}
      {hasOwnNote ? <p className="text-ink-2">{value.note}</p> : null}
      {value.messages.length > 0 ? <Words messages={value.messages} /> : null}
      {value.differences.length > 0 ? (
        <div className="-mx-3 mt-2 -mb-2 overflow-hidden rounded-b-md">
          <SageDifferences
            caption="What was accepted, and what Sage shows"
            isCaptionShown
            sides={value.differences.map(sideOf)}
            inset="pl-3"
          />
        </div>
      ) : null}
    </section>
  );
}

function Words({ messages }: { readonly messages: readonly string[] }) {
  return (
    <figure className="mt-1.5">
      <figcaption className="text-xs text-ink-3">Sage's words</figcaption>
      <blockquote className="mt-0.5 rounded-sm bg-sunken px-2 py-1 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
        {messages.join("\n")}
      </blockquote>
    </figure>
  );
}
