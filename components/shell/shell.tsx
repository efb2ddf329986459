"use client";
import dynamic from "next/dynamic";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useEffect, useState } from "react";
import { type KeyHandlers, KeyRegistry, useKeyRegistry, useKeys } from "#components/keys/key-registry.tsx";
import { bottomLineId } from "#components/shell/bottom-line.tsx";
import { Rail } from "#components/shell/rail.tsx";
import { SignedOutDialog } from "#components/shell/signed-out-dialog.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { CompanyProvider } from "#components/time/company.tsx";
import { Announcer, announce } from "#components/ui/announcer.tsx";
import { Notices, notify } from "#components/ui/notices.tsx";
import { TipProvider } from "#components/ui/tip.tsx";
import type { Action } from "#lib/client/actions.ts";
import type { Density, Theme } from "#lib/client/preferences.ts";
import { QueryProvider } from "#lib/client/query-provider.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { ShellView } from "#lib/views/screens.ts";

const loadPalette = () => import("#components/shell/palette.tsx");
const Palette = dynamic(async () => (await loadPalette()).Palette, { ssr: false });
const HelpSheet = dynamic(async () => (await import("#components/keys/help-sheet.tsx")).HelpSheet, { ssr: false });

type Props = {
  readonly first: ShellView;
  readonly refresh: Action<{ isNew: boolean }>;
  readonly theme: Theme;
  readonly density: Density;
  readonly children: ReactNode;
};

/** The frame around every screen. */
export function Shell(props: Props) {
  return (
    <QueryProvider>
      <NuqsAdapter>
        <KeyRegistry>
          <TipProvider>
            <CompanyProvider timeZone={props.first.company.timeZone} currency={props.first.company.currency}>
              <Notices>
                <Frame {...props} />
              </Notices>
            </CompanyProvider>
          </TipProvider>
        </KeyRegistry>
      </NuqsAdapter>
    </QueryProvider>
  );
}

function Frame({ first, refresh, theme, density, children }: Props) {
  const { data: view = first } = useView(
    "shell.view",
    {},
    { first, every: (seen) => (seen?.sage.refresh ? 1000 : 5000) },
  );
  const { hasLetters } = useKeyRegistry();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const find = () => setPaletteOpen(true);
  // `/` is taken by a screen that has its own search.
  useKeys(
    { ...useGoKeys(view), help: () => setHelpOpen(true), copyLink: copyLink, palette: find, filter: find },
    { isUndermost: true },
  );
  useEffect(() => {
    const timer = window.setTimeout(() => void loadPalette(), 2000);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div className="grid h-dvh grid-cols-[4.75rem_minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto] max-md:grid-cols-1 print:block print:h-auto">
      <a
        href="#content"
        className="fixed top-1 left-1 z-50 -translate-y-16 rounded-md bg-accent-fill px-3 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to the content
      </a>
      <div className="col-span-full">
        <TopBar
          view={view}
          refresh={refresh}
          theme={theme}
          density={density}
          onHelp={() => setHelpOpen(true)}
          onFind={find}
        />
      </div>
      <Rail entries={view.nav} />
      <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col outline-none print:block">
        {children}
      </main>
      <footer
        id={bottomLineId}
        className="col-span-full flex h-7 items-center gap-4 overflow-hidden border-t border-line bg-surface px-3 text-xs text-ink-2 max-md:hidden"
        data-screen-only
      />
      <Announcer />
      <SignedOutDialog />
      {isPaletteOpen ? <Palette nav={view.nav} onClose={() => setPaletteOpen(false)} /> : null}
      {isHelpOpen ? <HelpSheet isOpen hasLetters={hasLetters} onClose={() => setHelpOpen(false)} /> : null}
    </div>
  );
}

const places = {
  goInbox: "/inbox",
  goOutbox: "/outbox",
  goProjects: "/projects",
  goVendors: "/vendors",
  goReconcile: "/reconcile",
  goImports: "/imports",
  goHistory: "/history",
  goHealth: "/health",
  goSettings: "/settings",
} as const;

function useGoKeys(view: ShellView): KeyHandlers {
  const go = useGo();
  const handlers: KeyHandlers = {};
  for (const [id, href] of Object.entries(places) as [keyof typeof places, string][]) {
    handlers[id] = () => {
      const entry = view.nav.find((one) => one.href === href);
      if (entry && !entry.isAllowed)
        notify({ title: `${entry.label} is closed to you`, text: entry.reason ?? undefined });
      else go(href);
    };
  }
  return handlers;
}

function copyLink(): void {
  void navigator.clipboard.writeText(window.location.href).then(() => announce("Link copied"));
}
