"use client";
import { Send } from "lucide-react";
import Link from "next/link";
import { RefreshButton } from "#components/health/refresh-button.tsx";
import { CompanySwitch } from "#components/shell/company-switch.tsx";
import { FindButton } from "#components/shell/find-button.tsx";
import { NoticeBell } from "#components/shell/notice-bell.tsx";
import { PersonMenu } from "#components/shell/person-menu.tsx";
import { SagePill } from "#components/shell/sage-pill.tsx";
import { Logo } from "#components/ui/logo.tsx";
import type { Action } from "#lib/client/actions.ts";
import type { Density, Theme } from "#lib/client/preferences.ts";
import type { ShellView } from "#lib/views/screens.ts";

type Props = {
  readonly view: ShellView;
  readonly refresh: Action<{ isNew: boolean }>;
  readonly theme: Theme;
  readonly density: Density;
  readonly onDensity: (density: Density) => void;
  readonly onTime: () => void;
  readonly onHelp: () => void;
  readonly onFind: () => void;
};

export function TopBar({ view, refresh, theme, density, onDensity, onTime, onHelp, onFind }: Props) {
  const isOpen = (href: string) => view.nav.some((entry) => entry.href === href && entry.isAllowed);
  return (
    <header
      className="flex h-bar items-center gap-3 border-b border-line bg-surface px-3 max-sm:gap-1.5 max-sm:px-2"
      data-screen-only
    >
      <Link
        href="/"
        prefetch={false}
        className="flex items-center gap-2 rounded-sm font-semibold"
        aria-label="Countersign, to the first page"
      >
        <Logo />
        <span className="max-lg:hidden">Countersign</span>
      </Link>
      <span aria-hidden="true" className="h-5 w-px bg-line-strong" />
      <CompanySwitch company={view.company} companies={view.companies} />
      <FindButton onPress={onFind} />
      <span className="flex items-center gap-2 max-md:ml-auto max-sm:gap-1">
        <SagePill sage={view.sage} now={view.now} isLink={isOpen("/health")} />
        {isOpen("/health") ? (
          <span className="max-md:hidden">
            <RefreshButton refresh={refresh} progress={view.sage.refresh} isIcon />
          </span>
        ) : null}
        {isOpen("/outbox") ? (
          <Link
            href="/outbox"
            prefetch={false}
            aria-label={`Outbox, ${view.outbox}`}
            className="inline-flex h-7 min-w-7 items-center justify-center gap-1.5 rounded-md px-2 text-ink-2 hover:bg-hover hover:text-ink"
          >
            <Send aria-hidden="true" className="size-3.5" />
            <span className="max-lg:hidden">Outbox</span>
            <span className="font-medium text-ink">{view.outbox}</span>
          </Link>
        ) : null}
        <NoticeBell unread={view.unread} />
        <PersonMenu
          person={view.person}
          theme={theme}
          density={density}
          onDensity={onDensity}
          onTime={onTime}
          onHelp={onHelp}
        />
      </span>
    </header>
  );
}
