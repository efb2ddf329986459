"use client";
import { AtSign, FileCheck, FileX, MessageSquare, OctagonAlert, PauseCircle, Undo2, X } from "lucide-react";
import Link from "next/link";
import { Age } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { toneText } from "#components/ui/chip.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { NoticeView } from "#lib/views/notices.ts";

const looks = {
  mention: { Icon: AtSign, tone: toneText.flow },
  comment: { Icon: MessageSquare, tone: toneText.quiet },
  rejected: { Icon: X, tone: toneText.bad },
  returned: { Icon: Undo2, tone: toneText.wait },
  failed: { Icon: OctagonAlert, tone: toneText.bad },
  held: { Icon: PauseCircle, tone: toneText.doubt },
  table_ready: { Icon: FileCheck, tone: toneText.good },
  table_failed: { Icon: FileX, tone: toneText.bad },
} as const;

type Props = {
  readonly rows: readonly NoticeView[];
  readonly now: string;
  readonly onRead: (id: number) => void;
};

/** One line each; opening it marks it as read. */
export function NoticeList({ rows, now, onRead }: Props) {
  return (
    <ol aria-label="Notifications" className="bg-surface">
      {rows.map((row) => (
        <Row key={row.id} row={row} now={now} onRead={onRead} />
      ))}
    </ol>
  );
}

function Row({ row, now, onRead }: Omit<Props, "rows"> & { readonly row: NoticeView }) {
  const { Icon, tone } = looks[row.kind];
  return (
    <li className={`flex gap-3 border-b border-line px-4 py-2 ${row.isRead ? "" : "bg-accent-faint"}`}>
      <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${tone}`} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <Link
            href={row.href}
            prefetch={false}
            onClick={() => (row.isRead ? undefined : onRead(row.id))}
            className={`inline-block min-h-6 rounded-sm leading-6 wrap-anywhere text-accent hover:underline ${row.isRead ? "" : "font-semibold"}`}
          >
            {row.title}
          </Link>
          {row.isRead ? null : <span className="text-xs font-medium text-accent">unread</span>}
          {row.item ? <StateChip state={row.item.state} /> : null}
        </p>
        {row.words ? <p className="wrap-anywhere">{row.words}</p> : null}
        <p className="text-xs text-ink-3 wrap-anywhere">
          {row.item ? `${row.item.kindLabel} · ${row.item.title} · ` : ""}
          <Age at={row.at} now={now} />
        </p>
      </div>
      {row.isRead ? null : (
        <Button size="sm" look="ghost" label={`Mark “${row.title}” as read`} onPress={() => onRead(row.id)}>
          Read
        </Button>
      )}
    </li>
  );
}
