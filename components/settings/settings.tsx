"use client";
import Link from "next/link";
import { GatesTable } from "#components/settings/gates-table.tsx";
import { PeopleTable, type SaveGrantsAction } from "#components/settings/people-table.tsx";
import { PeriodsTable, type SavePeriodsAction } from "#components/settings/periods-table.tsx";
import type { PeopleActions } from "#components/settings/person-dialog.tsx";
import { ProfileForm, type SaveProfileAction } from "#components/settings/profile-form.tsx";
import { RetentionTable } from "#components/settings/retention-table.tsx";
import { type RulesActions, RulesTable } from "#components/settings/rules-table.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { SettingsView } from "#lib/views/screens.ts";

type Props = {
  readonly first: SettingsView;
  readonly saveProfile: SaveProfileAction;
  readonly savePeriods: SavePeriodsAction;
  readonly saveGrants: SaveGrantsAction;
  readonly people: PeopleActions;
  readonly rules: RulesActions;
};

const more = [
  { href: "/tokens", label: "API" },
  { href: "/webhooks", label: "Webhooks" },
  { href: "/mail", label: "Mail" },
] as const;

export function Settings({ first, saveProfile, savePeriods, saveGrants, people, rules }: Props) {
  const { data: view = first } = useView("settings.view", {}, { first });
  const reason = view.canChange.isAllowed ? null : (view.canChange.reason ?? "Your role does not include this.");
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead title="Settings" note="What this company's Sage expects, and who may decide.">
        {more.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            prefetch={false}
            className="rounded-sm px-1 leading-6 text-accent hover:underline"
          >
            {label}
          </Link>
        ))}
      </PageHead>
      <div className="relative min-h-0 flex-1 scroll-pb-48 overflow-y-auto">
        <div className="mx-auto flex max-w-6xl flex-col gap-6 p-4">
          <h2 className="unseen">Company profile</h2>
          <ProfileForm view={view} save={saveProfile} />
          <PeriodsTable view={view} save={savePeriods} />
          <RulesTable reason={reason} actions={rules} />
          <GatesTable gates={view.gates} />
          <RetentionTable />
          <PeopleTable view={view} save={saveGrants} actions={people} />
        </div>
      </div>
    </div>
  );
}
