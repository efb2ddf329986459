"use client";
import type { ReactNode } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { Nothing } from "#components/past/nothing.tsx";
import { PastBanner } from "#components/past/past-banner.tsx";
import { PastPeopleTable } from "#components/past/past-people.tsx";
import { GatesTable } from "#components/settings/gates-table.tsx";
import { inWords, toDraft } from "#components/settings/profile-draft.ts";
import { profileGroups } from "#components/settings/profile-fields.ts";
import { useGo } from "#components/shell/use-go.ts";
import { Day, Stamp } from "#components/time/when.tsx";
import { Block } from "#components/ui/block.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import type { Period } from "#lib/core/periods.ts";
import { pageAt } from "#lib/views/past-address.ts";
import type { PastPart, PastPeople, PastRulesView, PastSettings } from "#lib/views/past-settings.ts";

type Props = { readonly past: PastSettings; readonly people: PastPeople };

/** The settings of a past instant, part by part as each is kept; read only. */
export function PastSettingsPage({ past, people }: Props) {
  const go = useGo();
  const { at, profile } = past;
  useKeys({ back: () => go("/settings") });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PastBanner at={at} now="/settings" onShow={(wanted) => go(pageAt("/settings", wanted))} />
      <PageHead title="Settings" note="What was set, and who could decide." />
      <section
        aria-label="Settings as they were"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys.
        tabIndex={0}
        className="relative min-h-0 flex-1 overflow-y-auto"
      >
        {past.isToCome ? (
          <Nothing standing="to_come" keptFrom={null} subject="The company" />
        ) : (
          <div className="mx-auto flex max-w-6xl flex-col gap-6 p-4">
            <Part id="profile" title="Company profile" part={profile} subject="The company profile">
              {(value) => <Profile value={value} />}
            </Part>
            <Part id="periods" title="Accounting periods" part={past.periods} subject="The list of accounting periods">
              {(value) => <Periods periods={value} />}
            </Part>
            <Rules rules={past.rules} />
            {past.gates.length > 0 ? <GatesTable gates={past.gates} /> : null}
            <PastPeopleTable at={at} first={people} />
          </div>
        )}
      </section>
    </div>
  );
}

type PartProps<Value> = {
  readonly id: string;
  readonly title: string;
  readonly part: PastPart<Value>;
  readonly subject: string;
  readonly children: (value: Value) => ReactNode;
};

function Part<Value>({ id, title, part, subject, children }: PartProps<Value>) {
  return (
    <Block id={id} title={title}>
      {part.value === null ? (
        <Nothing standing={part.standing} keptFrom={part.keptFrom} subject={subject} />
      ) : (
        children(part.value)
      )}
    </Block>
  );
}

function Profile({ value }: { readonly value: Readonly<Record<string, unknown>> }) {
  const draft = toDraft(value);
  return (
    <table className="data-table">
      <caption className="unseen">Company profile as it was</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      {profileGroups.map((group) => (
        <tbody key={group.title}>
          <tr>
            <th scope="rowgroup" colSpan={2} className="bg-canvas pl-4 text-left font-medium">
              {group.title}
            </th>
          </tr>
          {group.fields.map((field) => (
            <tr key={field.key}>
              <th scope="row" className="wrap w-1/2 pl-4 font-normal text-ink-2">
                {field.label}
              </th>
              <td className="wrap">{inWords(field, draft[field.key])}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Periods({ periods }: { readonly periods: readonly Period[] }) {
  if (periods.length === 0) return <p className="px-4 py-2 text-ink-2">No periods were kept: no date was checked.</p>;
  return (
    <table className="data-table">
      <caption className="unseen">Accounting periods as they were, oldest first</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-4">
            Period
          </th>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">AP</th>
          <th scope="col">JC</th>
        </tr>
      </thead>
      <tbody>
        {periods.map(({ name, firstDay, lastDay, isApOpen, isJcOpen }) => (
          <tr key={firstDay}>
            <th scope="row" className="pl-4 font-normal">
              {name}
            </th>
            <td>
              <Day date={firstDay} />
            </td>
            <td>
              <Day date={lastDay} />
            </td>
            <td>{isApOpen ? "open" : "closed"}</td>
            <td>{isJcOpen ? "open" : "closed"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rules({ rules: { inForce, proposed } }: { readonly rules: PastSettings["rules"] }) {
  const isNone = inForce === null || inForce.words.length === 0;
  return (
    <Block id="rules" title="Accept rules">
      {isNone ? <p className="px-4 py-2 text-ink-2">No item needed two signatures.</p> : null}
      {inForce ? <Version version={inForce} verb="In force since" /> : null}
      {proposed ? <Version version={proposed} verb="Waited for a second administrator since" /> : null}
    </Block>
  );
}

function Version({ version, verb }: { readonly version: PastRulesView; readonly verb: string }) {
  const { words, note, by, settledBy, since } = version;
  return (
    <div className="border-b border-line px-4 py-2 last:border-b-0">
      <ul aria-label={`Version ${version.version}`}>
        {words.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p className="text-xs text-ink-2">
        Version {version.version}. {verb} <Stamp at={since} />, made by {by}
        {settledBy ? `, settled by ${settledBy}` : ""}: {note}
      </p>
    </div>
  );
}
