"use client";
import type { ReactNode } from "react";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import { durationOf } from "#components/time/format-time.ts";
import { Age, Stamp } from "#components/time/when.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { stuckHolders } from "#lib/core/stuck.ts";
import type { CauseView } from "#lib/views/causes.ts";

type Props = { readonly view: CauseView; readonly assign: Action<{ owner: string | null }> };

/** What a cause holds up, since when, whose it is, and when it did so before. */
export function CauseFacts({ view, assign }: Props) {
  const { line, now } = view;
  return (
    <div className="flex shrink-0 flex-wrap gap-x-8 gap-y-2 border-b border-line bg-sunken px-4 py-2">
      {line ? (
        <>
          <Fact label="Holds up">
            {count(line.items, "item")}, <Amount value={line.amount} />
          </Fact>
          <Fact label="First seen">
            <Age at={line.firstAt} now={now} />
          </Fact>
          <Fact label="Last seen">
            <Age at={line.lastAt} now={now} />
          </Fact>
          <Fact label="With">{stuckHolders[line.holder]}</Fact>
          <Fact label="Owner">
            <Owner view={view} assign={assign} />
          </Fact>
          {line.mute ? (
            <Fact label="Muted">
              until <Stamp at={line.mute.until} /> by {line.mute.by}: {line.mute.note}
            </Fact>
          ) : null}
        </>
      ) : (
        <Fact label="Now">It holds nothing up.</Fact>
      )}
    </div>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="text-xs text-ink-2">{label}</p>
      <div className="wrap-anywhere">{children}</div>
    </div>
  );
}

function Owner({ view, assign }: Props) {
  const reason = useReasonAgainst("cause.mark");
  const owner = view.line?.owner ?? null;
  const command = useCommand(assign, { touches: ["cause.view", "health.view"], onProblem: notifyProblem });
  if (reason !== null) return <span title={reason}>{owner?.name ?? "nobody"}</span>;
  return (
    <Select
      label="Owner"
      value={owner?.id ?? null}
      options={view.owners.map(({ id, name }) => ({ id, label: name }))}
      none="Nobody"
      onChange={(ownerId) => command.mutate({ key: view.key, ownerId, seenOwnerId: owner?.id ?? null })}
    />
  );
}

/** The times in which the cause held items up, newest first. */
export function CauseHistory({ view }: { readonly view: CauseView }) {
  if (view.history.length === 0) return null;
  return (
    <details className="shrink-0 border-t border-line bg-surface px-4 py-2">
      <summary className="cursor-default font-medium">History: {count(view.history.length, "time")}</summary>
      <ul className="max-h-40 overflow-y-auto pt-1">
        {view.history.map(({ id, openedAt, closedAt, peakItems }) => (
          <li key={id} className="text-ink-2">
            <Stamp at={openedAt} /> to {closedAt ? <Stamp at={closedAt} /> : "now"}
            {closedAt ? `, ${durationOf(openedAt, closedAt)}` : ""}, at most {count(peakItems, "item")} at once
          </li>
        ))}
      </ul>
    </details>
  );
}
