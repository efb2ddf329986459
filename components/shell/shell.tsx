"use client";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { FileActionsProvider } from "#components/files/file-actions.tsx";
import { type KeyHandlers, KeyRegistry, useKeys } from "#components/keys/key-registry.tsx";
import { bottomLineId } from "#components/shell/bottom-line.tsx";
import { Rail } from "#components/shell/rail.tsx";
import { SignedOutDialog } from "#components/shell/signed-out-dialog.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { CompanyProvider } from "#components/time/company.tsx";
import { Announcer, announce } from "#components/ui/announcer.tsx";
import { laterWindow } from "#components/ui/later.tsx";
import { NoticeCorner } from "#components/ui/notice-corner.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import { Tips } from "#components/ui/tip.tsx";
import type { Action, FileActions } from "#lib/client/actions.ts";
import { type Density, setPreference, type Theme } from "#lib/client/preferences.ts";
import { QueryProvider } from "#lib/client/query-provider.tsx";
import { useCommand } from "#lib/client/use-command.ts";
import { useView } from "#lib/client/use-view.ts";
import type { OwnPreferences } from "#lib/views/own-preferences.ts";
import type { ShellView } from "#lib/views/screens.ts";

const Palette = laterWindow(async () => (await import("#components/shell/palette.tsx")).Palette);
const AsOfDialog = laterWindow(async () => (await import("#components/past/as-of-dialog.tsx")).AsOfDialog);
const HelpSheet = laterWindow(async () => (await import("#components/keys/help-sheet.tsx")).HelpSheet);
const OwnTimeDialog = laterWindow(async () => (await import("#components/time/own-time-dialog.tsx")).OwnTimeDialog);

type Props = {
  readonly first: ShellView;
  readonly refresh: Action<{ isNew: boolean }>;
  readonly theme: Theme;
  readonly density: Density;
  readonly preferences: OwnPreferences;
  readonly savePreferences: Action<{ saved: number }>;
  readonly files: FileActions;
  readonly children: ReactNode;
};

/** The frame around every screen. */
export function Shell(props: Props) {
  return (
    <QueryProvider>
      <NuqsAdapter>
        <OwnKeys preferences={props.preferences} save={props.savePreferences}>
          <CompanyProvider shell={props.first} preferences={props.preferences}>
            <FileActionsProvider actions={props.files}>
              <Frame {...props} />
            </FileActionsProvider>
          </CompanyProvider>
        </OwnKeys>
      </NuqsAdapter>
    </QueryProvider>
  );
}

type OwnProps = {
  readonly preferences: OwnPreferences;
  readonly save: Action<{ saved: number }>;
  readonly children: ReactNode;
};

/** The keys of this person; kept in the company, so that they are the same on another computer. */
function OwnKeys({ preferences, save, children }: OwnProps) {
  const { mutate } = useCommand<{ saved: number }>(save, { touches: [], onProblem: notifyProblem });
  const keep = useCallback((keys: object) => mutate({ keys }), [mutate]);
  return (
    <KeyRegistry firstOwn={preferences.keys} onOwn={keep}>
      {children}
    </KeyRegistry>
  );
}

/** The row height goes with the person; the cookie only saves the first paint from a jump. */
function useOwnDensity(density: Density): void {
  useEffect(() => {
    if (document.documentElement.dataset.density !== density) setPreference("density", density);
  }, [density]);
}

function Frame({ first, refresh, theme, density, preferences, savePreferences, children }: Props) {
  useOwnDensity(density);
  const keepDensity = useCommand<{ saved: number }>(savePreferences, { touches: [], onProblem: notifyProblem });
  const { data: view = first } = useView(
    "shell.view",
    {},
    { first, every: (seen) => (seen?.sage.refresh ? 1000 : 3000) },
  );
  const [isTimeOpen, setTimeOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isAsOfOpen, setAsOfOpen] = useState(false);
  const asOf = () => setAsOfOpen(true);
  const find = () => setPaletteOpen(true);
  // `/` is taken by a screen that has its own search.
  useKeys(
    { ...useGoKeys(view), help: () => setHelpOpen(true), copyLink: copyLink, palette: find, filter: find, asOf },
    { isUndermost: true },
  );
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
          onDensity={(next) => keepDensity.mutate({ density: next })}
          onTime={() => setTimeOpen(true)}
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
      <NoticeCorner />
      <Tips />
      {isPaletteOpen ? <Palette nav={view.nav} onClose={() => setPaletteOpen(false)} /> : null}
      {isTimeOpen ? (
        <OwnTimeDialog
          preferences={preferences}
          now={view.now}
          save={savePreferences}
          onClose={() => setTimeOpen(false)}
        />
      ) : null}
      {isAsOfOpen ? <AsOfDialog nav={view.nav} onClose={() => setAsOfOpen(false)} /> : null}
      {isHelpOpen ? <HelpSheet isOpen onClose={() => setHelpOpen(false)} /> : null}
    </div>
  );
}

const places = {
  goInbox: "/inbox",
  goOutbox: "/outbox",
  goProjects: "/projects",
  goVendors: "/vendors",
  goReconcile: "/reconcile",
  goRehearsal: "/reconcile/rehearsal",
  goDashboard: "/dashboard",
  goImports: "/imports",
  goHistory: "/history",
  goHealth: "/health",
  goSettings: "/settings",
  goNotifications: "/notifications",
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
