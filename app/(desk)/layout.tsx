import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { askTableAction, removeTableAction, stopTableAction } from "#app/(desk)/files/actions.ts";
import { refreshSageAction } from "#app/(desk)/health/actions.ts";
import { savePreferencesAction } from "#app/(desk)/inbox/actions.ts";
import { Shell } from "#components/shell/shell.tsx";
import { cookieNames, densityOf, themeOf } from "#lib/client/preferences.ts";
import { preferenceView } from "#lib/queries/preference-view.ts";
import { shellView } from "#lib/queries/shell-view.ts";
import { read } from "#lib/server/read.ts";

export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  const [first, preferences, jar] = await Promise.all([read(shellView, {}), read(preferenceView, {}), cookies()]);
  return (
    <Shell
      first={first}
      refresh={refreshSageAction}
      theme={themeOf(jar.get(cookieNames.theme)?.value)}
      density={preferences.density ?? densityOf(jar.get(cookieNames.density)?.value)}
      preferences={preferences}
      savePreferences={savePreferencesAction}
      files={{ ask: askTableAction, stop: stopTableAction, remove: removeTableAction }}
    >
      {children}
    </Shell>
  );
}
