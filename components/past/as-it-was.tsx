"use client";
import Link from "next/link";
import { justBefore } from "#lib/core/as-of.ts";
import { pageAt } from "#lib/views/past-address.ts";

/** `page`: the address of now. */
type Props = { readonly page: string; readonly at: string; readonly words: string };

/** From an event to the page as it was before it, and after it. */
export function AsItWas({ page, at, words }: Props) {
  const link = (label: string, instant: string) => (
    <Link
      href={pageAt(page, instant)}
      prefetch={false}
      aria-label={`As it was ${label}: ${words}`}
      className="inline-flex min-h-6 items-center rounded-sm underline decoration-line-strong underline-offset-2 hover:text-ink"
    >
      {label}
    </Link>
  );
  return (
    <span className="whitespace-nowrap text-xs text-ink-2" data-screen-only>
      As it was {link("before", justBefore(at))} · {link("after", at)}
    </span>
  );
}
