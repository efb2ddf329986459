"use client";
import { CircleCheck, Clock3, OctagonAlert } from "lucide-react";
import Link from "next/link";
import { Age } from "#components/time/when.tsx";
import { tones } from "#components/ui/chip.tsx";
import type { ShellView } from "#lib/views/screens.ts";

const icons = { good: CircleCheck, wait: Clock3, bad: OctagonAlert } as const;

type Props = { readonly sage: ShellView["sage"]; readonly now: string; readonly isLink: boolean };

/** How fresh Sage is, in a word and a colour; leads to Sync health whoever may read it. */
export function SagePill({ sage, now, isLink }: Props) {
  const Icon = icons[sage.tone];
  const look = `inline-flex h-7 min-w-7 items-center gap-1.5 rounded-full px-2.5 text-xs font-medium whitespace-nowrap max-sm:px-2 ${tones[sage.tone]}`;
  const words = sage.refresh ? `Reading Sage, ${sage.refresh.done} of ${sage.refresh.of}` : sage.words;
  const content = (
    <>
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="max-w-72 truncate max-lg:sr-only">{words}</span>
      {sage.readAt ? <Age at={sage.readAt} now={now} isShort className="max-sm:hidden lg:hidden" /> : null}
    </>
  );
  if (!isLink) return <span className={look}>{content}</span>;
  return (
    <Link href="/health" prefetch={false} aria-label={`Sage: ${words}`} className={look}>
      {content}
    </Link>
  );
}
