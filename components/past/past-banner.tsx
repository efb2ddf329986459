"use client";
import { History } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { AsOfForm } from "#components/past/as-of-form.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { useClock } from "#components/time/company.tsx";
import { fullStampOf } from "#lib/core/clock.ts";

type Props = {
  readonly at: string;
  /** The same page as it is now. */
  readonly now: string;
  readonly onShow: (at: string) => void;
  readonly children?: ReactNode;
};

/** Over every page that shows a past instant, until it is left. */
export function PastBanner({ at, now, onShow, children }: Props) {
  const clock = useClock();
  const go = useGo();
  return (
    <section
      aria-label="Past time"
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-line-strong bg-wait-soft px-4 py-1.5 text-ink"
    >
      <p className="inline-flex min-w-0 items-start gap-2">
        <History aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-wait" />
        <span>
          <strong className="font-semibold">
            As of <time dateTime={at}>{fullStampOf(at, clock)}</time>
          </strong>{" "}
          – nothing can be decided here.
        </span>
      </p>
      <span className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-1.5" data-screen-only>
        <AsOfForm key={at} at={at} onShow={onShow} />
        {children}
        <Link
          href={now}
          prefetch={false}
          // After what is still to be written into the address of the past page.
          onNavigate={(event) => {
            event.preventDefault();
            go(now);
          }}
          className="inline-flex min-h-6 items-center font-medium underline"
        >
          Back to now
        </Link>
      </span>
    </section>
  );
}
