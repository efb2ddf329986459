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
import { Settings } from "#components/settings/settings.tsx";
import { settingsView } from "#lib/queries/settings-view.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsRoute() {
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
