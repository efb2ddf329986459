"use client";
import { Square } from "lucide-react";
import { DetailValue } from "#components/review/detail-value.tsx";
import { metOf, RejectionPoints } from "#components/review/rejection-points.tsx";
import { Stamp } from "#components/time/when.tsx";
import type { DetailField } from "#lib/core/record-type.ts";
import type { ItemView } from "#lib/views/item.ts";

/** What accounting asked when it was rejected last. */
export function Rejection({ value }: { readonly value: NonNullable<ItemView["rejection"]> }) {
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

/** What Procore says of the document. */
export function Details({ list }: { readonly list: readonly DetailField[] }) {
  return (
    <section aria-label="From Procore">
      <h3 className="mb-1 text-xs font-semibold text-ink-2">From Procore</h3>
      <dl className="grid gap-x-6 @md:grid-cols-2">
        {list.map((field) => (
          <div
            key={field.label}
            className="flex min-h-7 items-baseline justify-between gap-4 border-b border-line py-1"
          >
            <dt className="text-ink-2">{field.label}</dt>
            {/* Words give way to the label; an amount, which cannot break, does not. */}
            <dd className="shrink-[1000] text-right wrap-anywhere">
              <DetailValue kind={field.kind} value={field.value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
