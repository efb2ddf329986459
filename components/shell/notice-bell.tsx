"use client";
import { Bell } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { announce } from "#components/ui/announcer.tsx";

const most = 99;

/** Leads to what the person was told; says how much of it is unread, also when that grows. */
export function NoticeBell({ unread }: { readonly unread: number }) {
  const seen = useRef(unread);
  useEffect(() => {
    if (unread > seen.current) announce(`${unread} unread notifications`);
    seen.current = unread;
  }, [unread]);
  const shown = unread > most ? `${most}+` : String(unread);
  return (
    <Link
      href="/notifications"
      prefetch={false}
      aria-label={`Notifications, ${unread === 0 ? "none" : shown} unread`}
      className="relative inline-flex h-7 min-w-7 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink"
    >
      <Bell aria-hidden="true" className="size-4" />
      {unread > 0 ? (
        <span
          aria-hidden="true"
          className="absolute -top-1 left-3.5 min-w-4 rounded-full bg-bad-fill px-1 text-center text-2xs leading-4 font-semibold text-on-accent"
        >
          {shown}
        </span>
      ) : null}
    </Link>
  );
}
