"use client";
import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { Amount } from "#components/money/amount.tsx";
import { AskList } from "#components/projects/ask-list.tsx";
import { actionOf, canDo, sendLabel } from "#components/projects/project-actions.ts";
import { Age } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { StateMark } from "#components/ui/state-chip.tsx";
import type { ProjectItem, ProjectStatus } from "#lib/views/screens.ts";

export type ItemGestures = {
  readonly busy: ReadonlySet<string>;
  readonly refused: ReadonlyMap<string, string>;
  readonly onSend: (item: ProjectItem) => void;
  readonly onRetrieve: (item: ProjectItem) => void;
  readonly onWhy: (item: ProjectItem) => void;
};
type Props = ItemGestures & {
  readonly item: ProjectItem;
  readonly group: ProjectStatus["groups"][number]["id"];
  readonly now: string;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (isOn: boolean) => void;
  readonly onCursor: () => void;
};

/** One item in a row; under it, in a row of its own, what has to be done about it. */
export function ProjectItemRow({ item, group, now, isCursor, isSelected, onSelect, onCursor, ...gestures }: Props) {
  const refused = gestures.refused.get(item.id);
  const hasWords = item.asks.length > 0 || item.checks.length > 0 || item.note !== null || refused !== undefined;
  const mark = { "data-cursor": isCursor || undefined, "data-selected": isSelected || undefined };
  return (
    <tbody onPointerDown={onCursor} className={hasWords ? "[&>tr:first-child>*]:border-b-0" : ""}>
      <tr data-row={item.id} {...mark}>
        <td className="w-9 px-1.5 text-center @max-[46rem]:align-top @max-[46rem]:pt-1">
          {canDo(item, "send") ? (
            <Checkbox label={`Select ${item.number}`} isOn={isSelected} onChange={(isOn) => onSelect(isOn)} />
          ) : null}
        </td>
        <th scope="row" className="@max-[46rem]:py-1.5 @max-[46rem]:whitespace-normal">
          <Link
            href={`/items/${item.id}`}
            prefetch={false}
            className="rounded-sm font-medium text-accent hover:underline"
          >
            {item.number}
          </Link>
          <span className="ml-2 font-normal" title={item.title}>
            {item.title}
          </span>
          <span className="block text-xs font-normal text-ink-2 @[56rem]:hidden">
            {item.kindLabel}
            {item.vendorName ? ` · ${item.vendorName}` : ""}
          </span>
          {item.assignee ? (
            <span className="block truncate text-xs font-normal text-ink-2">With {item.assignee}</span>
          ) : null}
          <span className="block text-xs font-normal text-ink-2 @[46rem]:hidden">
            {item.stateLabel} <Age at={item.since} now={now} />
          </span>
          <span className="mt-1 flex flex-wrap gap-1 @[34rem]:hidden">
            <Buttons item={item} {...gestures} />
          </span>
        </th>
        <td className="hidden @[56rem]:table-cell">
          {item.vendorName ?? <span className="text-ink-3">no vendor</span>}
        </td>
        <td className="figure @max-[46rem]:align-top @max-[46rem]:py-1.5">
          <Amount value={item.amount} />
        </td>
        <td className="hidden @[46rem]:table-cell">
          <span className="flex items-center gap-2">
            <StateMark state={item.state} />
            <Age at={item.since} now={now} isShort className="ml-auto text-xs text-ink-3" />
          </span>
        </td>
        <td className="@max-[34rem]:hidden">
          <span className="flex justify-end gap-1">
            <Buttons item={item} {...gestures} />
          </span>
        </td>
      </tr>
      {hasWords ? (
        <tr {...mark}>
          <td />
          <td colSpan={2} className="wrap">
            <div className="flex max-w-3xl flex-col gap-1.5 pb-1">
              {refused ? (
                <p role="alert" className="text-bad">
                  {refused}
                </p>
              ) : null}
              {item.note ? (
                <p
                  className={`whitespace-pre-wrap ${group === "returned" || group === "failed" ? "border-l-2 border-line-strong pl-2.5" : "text-ink-2"}`}
                >
                  {item.note}
                </p>
              ) : null}
              {item.asks.length > 0 ? <AskList item={item} /> : null}
              <Checks list={item.checks} />
            </div>
          </td>
          <td className="@max-[34rem]:hidden" />
          <td className="hidden @[46rem]:table-cell" />
          <td className="hidden @[56rem]:table-cell" />
        </tr>
      ) : null}
    </tbody>
  );
}

/** What Send would meet at accounting, so that it is cured before. */
function Checks({ list }: { readonly list: readonly string[] }) {
  if (list.length === 0) return null;
  return (
    <ul aria-label="To cure before sending">
      {list.map((words) => (
        <li key={words} className="flex gap-2">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-wait" />
          {words}
        </li>
      ))}
    </ul>
  );
}

function Buttons({
  item,
  busy,
  onSend,
  onRetrieve,
  onWhy,
}: Omit<ItemGestures, "refused"> & { readonly item: ProjectItem }) {
  const [send, retrieve] = [actionOf(item, "send"), actionOf(item, "retrieve")];
  const isBusy = busy.has(item.id);
  const isSendable = item.state === "not_sent" || item.state === "rejected" || item.state === "retrieved";
  return (
    <>
      {send && isSendable ? (
        <Button
          size="sm"
          reason={send.isAllowed ? null : (send.reason ?? "Not possible now.")}
          isBusy={isBusy}
          onPress={() => onSend(item)}
        >
          {sendLabel(item)}
        </Button>
      ) : null}
      {retrieve && item.state === "ready" ? (
        <Button
          size="sm"
          reason={retrieve.isAllowed ? null : (retrieve.reason ?? "Not possible now.")}
          isBusy={isBusy}
          onPress={() => onRetrieve(item)}
        >
          Retrieve
        </Button>
      ) : null}
      {isSendable || item.state === "synced" ? null : (
        <Button size="sm" look="ghost" label={`Why is ${item.number} stuck?`} onPress={() => onWhy(item)}>
          Why?
        </Button>
      )}
    </>
  );
}
