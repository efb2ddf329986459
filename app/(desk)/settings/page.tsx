import type { Metadata } from "next";
import {
  addPersonAction,
  changePersonAction,
  makePasswordLinkAction,
  proposeRulesAction,
  saveGrantsAction,
  savePeriodsAction,
  saveProfileAction,
  settleRulesAction,
} from "#app/(desk)/settings/actions.ts";
import { PastSettingsPage } from "#components/past/past-settings.tsx";
import { Settings } from "#components/settings/settings.tsx";
import { peoplePast } from "#lib/queries/people-past.ts";
import { settingsPast } from "#lib/queries/settings-past.ts";
import { settingsView } from "#lib/queries/settings-view.ts";
import { pastOf } from "#lib/server/past-of.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Settings" };

/** With `at` in the address the settings as they were at that instant. */
export default async function SettingsRoute({ searchParams }: PageProps<"/settings">) {
  const past = pastOf((await searchParams).at, "/settings");
  if (past) {
    const settings = await read(settingsPast, { at: past.at }, past.from);
    return (
      <PastSettingsPage key={past.at} past={settings} people={await read(peoplePast, { at: past.at }, past.from)} />
    );
  }
  const first = await read(settingsView, {}, "/settings");
  const people = { add: addPersonAction, change: changePersonAction, makeLink: makePasswordLinkAction };
  return (
    <Settings
      first={first}
      saveProfile={saveProfileAction}
      savePeriods={savePeriodsAction}
      saveGrants={saveGrantsAction}
      people={people}
      rules={{ propose: proposeRulesAction, settle: settleRulesAction }}
    />
  );
}
