"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { AsItWas } from "#components/past/as-it-was.tsx";
import { AsOfForm } from "#components/past/as-of-form.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { TableFrame } from "#components/table/table-frame.tsx";
import { Stamp } from "#components/time/when.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { AttemptView, ItemRef, ItemView, TimelineEntry } from "#lib/views/item.ts";
import { itemAt } from "#lib/views/past-address.ts";

const dots = { neutral: "bg-line-strong", good: "bg-good", bad: "bg-bad", wait: "bg-wait" } as const;

type Props = {
  readonly view: Pick<ItemView, "id" | "parent" | "prerequisites" | "timeline" | "attempts">;
  /** The instant that is shown; absent on the page of now. */
  readonly at?: string;
  readonly children?: ReactNode;
};

/** Section 5: what it belongs to, what people say (`children`), what happened, by whom, with every attempt at Sage and its verdict. */
export function RecordSection({ view, at, children }: Props) {
  const go = useGo();
  const [newest] = view.timeline;
  return (
    <div className="flex flex-col gap-5 p-4">
      {view.parent ? <Refs title="Belongs to" list={[view.parent]} at={at} /> : null}
      {view.prerequisites.length > 0 ? <Refs title="Waits for" list={view.prerequisites} at={at} /> : null}
      {children}
      <section aria-label="Timeline">
        <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <h3 className="text-xs font-semibold text-ink-2">{at ? "Timeline up to then" : "Timeline"}</h3>
          {at || !newest ? null : <AsOfForm at={newest.at} onShow={(wanted) => go(itemAt(view.id, wanted))} />}
        </div>
        <ol className="border-l border-line pl-4">
          {view.timeline.map((entry) => (
            <Entry key={entry.seq} entry={entry} itemId={view.id} />
          ))}
        </ol>
      </section>
      {view.attempts.length > 0 ? <Attempts list={view.attempts} /> : null}
    </div>
  );
}

type RefsProps = { readonly title: string; readonly list: readonly ItemRef[]; readonly at: string | undefined };

function Refs({ title, list, at }: RefsProps) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1 text-xs font-semibold text-ink-2">{title}</h3>
      {list.map((one) => (
        <p key={one.id} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="text-ink-2">{one.kindLabel}</span>
          <Link
            href={at ? itemAt(one.id, at) : `/items/${one.id}`}
            prefetch={false}
            className="rounded-sm font-medium text-accent hover:underline"
          >
            {one.number}
          </Link>
          <span className="wrap-anywhere">{one.title === one.number ? "" : one.title}</span>
          <StateChip state={one.state} />
        </p>
      ))}
    </section>
  );
}

function Entry({ entry, itemId }: { readonly entry: TimelineEntry; readonly itemId: string }) {
  return (
    <li className="relative pb-3">
      <span
        aria-hidden="true"
        className={`absolute top-1.5 -left-[1.3125rem] size-2.5 rounded-full border-2 border-surface ${dots[entry.tone]}`}
      />
      <p>{entry.words}</p>
      <p className="text-xs text-ink-3">
        {entry.who} · <Stamp at={entry.at} /> · <AsItWas page={`/items/${itemId}`} at={entry.at} words={entry.words} />
      </p>
      <Words list={entry.details} />
    </li>
  );
}

function Words({ list }: { readonly list: readonly string[] }) {
  if (list.length === 0) return null;
  return (
    <p className="mt-1 rounded-sm bg-sunken px-2 py-1 font-mono text-xs whitespace-pre-wrap text-ink-2 wrap-anywhere">
      {list.join("\n")}
    </p>
  );
}

const modes = { deliver: "Deliver", probe: "Look", watch: "Watch" } as const;

function Attempts({ list }: { readonly list: readonly AttemptView[] }) {
  return (
    <section aria-label="Attempts">
      <h3 className="mb-1 text-xs font-semibold text-ink-2">Attempts at Sage</h3>
      <TableFrame label="Attempts at Sage" className="rounded-md border border-line">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col" className="figure">
                No.
              </th>
              <th scope="col">What</th>
              <th scope="col">Leased, reported</th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            {list.map((one) => (
              <tr key={one.fence}>
                <th scope="row" className="figure">
                  {one.fence}
                </th>
                <td className="wrap">
                  <span className="block">{modes[one.mode]}</span>
                  <span className="block text-xs text-ink-3">{one.client}</span>
                </td>
                <td className="wrap">
                  <Stamp at={one.leasedAt} className="block" />
                  {one.reportedAt ? (
                    <Stamp at={one.reportedAt} className="block text-ink-2" />
                  ) : (
                    <span className="block text-ink-3">no report</span>
                  )}
                </td>
                <td className="wrap min-w-48">
                  {one.words}
                  <Words list={one.details} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}
