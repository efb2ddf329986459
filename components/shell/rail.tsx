"use client";
import { Lock } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useId, useRef } from "react";
import { navIcon } from "#components/shell/nav-icons.tsx";
import { tipOf } from "#components/ui/tip.tsx";
import type { NavEntry } from "#lib/views/screens.ts";

/** The left rail; on a phone it is the bar at the foot of the window. */
export function Rail({ entries }: { readonly entries: readonly NavEntry[] }) {
  return (
    <nav
      aria-label="Main"
      className="min-h-0 overflow-auto border-r border-line bg-surface [scrollbar-width:none] max-md:order-last max-md:border-t max-md:border-r-0"
      data-screen-only
    >
      <ul className="flex flex-col gap-0.5 p-1.5 max-md:flex-row max-md:justify-around max-md:p-0.5">
        {entries.map((entry) => (
          <li key={entry.href} className={entry.isAllowed ? "max-md:shrink-0" : "max-md:hidden"}>
            {entry.isAllowed ? <Allowed entry={entry} /> : <Closed entry={entry} />}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Pages that belong to an entry under another address. */
const within: Readonly<Record<string, readonly string[]>> = { "/inbox": ["/items"], "/outbox": ["/batches"] };

const look =
  "relative flex h-12 w-full min-w-14 flex-col items-center justify-center gap-0.5 rounded-md text-2xs whitespace-nowrap";

function Allowed({ entry }: { readonly entry: NavEntry }) {
  const path = usePathname();
  const roots = [entry.href, ...(within[entry.href] ?? [])];
  const isHere = roots.some((root) => path === root || path.startsWith(`${root}/`));
  const Icon = navIcon(entry.href);
  const link = useRef<HTMLAnchorElement>(null);
  // On a phone the bar is longer than the window.
  useEffect(() => {
    if (isHere) link.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [isHere]);
  return (
    <Link
      ref={link}
      href={entry.href}
      prefetch={false}
      aria-current={isHere ? "page" : undefined}
      className={`${look} ${isHere ? "bg-accent-soft font-semibold text-accent" : "text-ink-2 hover:bg-hover hover:text-ink"}`}
    >
      <Icon aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
      {entry.label}
      {entry.badge ? <Badge count={entry.badge} /> : null}
    </Link>
  );
}

function Badge({ count }: { readonly count: number }) {
  return (
    <span className="absolute top-0.5 left-1/2 ml-1.5 min-w-4 rounded-full bg-accent-fill px-1 text-center text-[0.625rem] leading-4 font-semibold text-on-accent">
      {count > 99 ? "99+" : count}
      <span className="unseen"> waiting</span>
    </span>
  );
}

function Closed({ entry }: { readonly entry: NavEntry }) {
  const id = useId();
  const Icon = navIcon(entry.href);
  return (
    <>
      <button
        type="button"
        aria-disabled="true"
        aria-describedby={id}
        {...tipOf(entry.reason ?? "Your role does not include this.", "right")}
        className={`${look} cursor-not-allowed text-ink-3`}
      >
        <Icon aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
        {entry.label}
        <Lock aria-hidden="true" className="absolute top-1 right-1 size-3" />
      </button>
      <span id={id} className="unseen">
        {entry.reason ?? "Your role does not include this."}
      </span>
    </>
  );
}
