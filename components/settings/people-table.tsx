"use client";
import { useState } from "react";
import { type PeopleActions, PersonDialog } from "#components/settings/person-dialog.tsx";
import { usePerson } from "#components/shell/use-person.ts";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { Block } from "#components/ui/block.tsx";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { roleLabels } from "#lib/core/actors.ts";
import type { SettingsView } from "#lib/views/screens.ts";

export type SaveGrantsAction = Action<{ granted: number }>;
type Props = { readonly view: SettingsView; readonly save: SaveGrantsAction; readonly actions: PeopleActions };
type Person = SettingsView["people"][number];

/** Who may push which record types to accounting; one person is saved at a time. */
export function PeopleTable({ view, save, actions }: Props) {
  const self = usePerson();
  const [edited, setEdited] = useState<Person | "new" | null>(null);
  const general = view.canChange.isAllowed ? null : (view.canChange.reason ?? "Your role does not include this.");
  return (
    <Block
      id="people"
      title="People"
      note="“Can push to accounting” is given per record type, and never to oneself. Only accountants can use it."
    >
      <div className="flex justify-end gap-2 border-b border-line p-2">
        <ExportMenu table="people" noun="people" />
        <Button reason={general} onPress={() => setEdited("new")}>
          Add a person
        </Button>
      </div>
      <table className="data-table">
        <caption className="unseen">People, their roles and what they can push to accounting</caption>
        <thead>
          <tr>
            <th scope="col" className="pl-4">
              Person
            </th>
            <th scope="col">Roles</th>
            <th scope="col" className="figure">
              Projects
            </th>
            <th scope="col">Can push to accounting</th>
            <th scope="col" className="w-24">
              <span className="unseen">Save</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {view.people.map((person) => {
            const reason =
              general ??
              (person.id === self?.id ? "Nobody grants the right to themselves; another administrator does it." : null);
            return (
              <PersonRow
                key={person.id}
                person={person}
                types={view.recordTypes}
                reason={reason}
                isSelf={person.id === self?.id}
                general={general}
                save={save}
                onEdit={() => setEdited(person)}
              />
            );
          })}
        </tbody>
      </table>
      {edited === null ? null : (
        <PersonDialog
          person={edited === "new" ? null : edited}
          projects={view.projects}
          actions={actions}
          onClose={() => setEdited(null)}
        />
      )}
    </Block>
  );
}

type RowProps = {
  readonly person: Person;
  readonly types: SettingsView["recordTypes"];
  readonly reason: string | null;
  readonly isSelf: boolean;
  readonly general: string | null;
  readonly onEdit: () => void;
  readonly save: SaveGrantsAction;
};

function PersonRow({ person, types, reason, isSelf, general, save, onEdit }: RowProps) {
  const [edit, setEdit] = useState<readonly string[] | null>(null);
  const grants = edit ?? person.grants;
  const isChanged = edit !== null && edit.toSorted().join() !== person.grants.toSorted().join();
  const command = useCommand<{ granted: number }>(save, {
    touches: ["settings.view", "item.view", "shell.view"],
    onDone: () => notify({ title: `Rights of ${person.name} saved`, tone: "good" }),
  });
  const toggle = (id: string, isOn: boolean) => setEdit(isOn ? [...grants, id] : grants.filter((one) => one !== id));
  return (
    <tr className={person.isDisabled ? "text-ink-3" : ""}>
      <th scope="row" className="wrap min-w-52 pl-4">
        <span className="font-medium">{person.name}</span>
        {person.isDisabled ? <span className="ml-2 text-xs">disabled</span> : null}
        <span className="block text-xs font-normal text-ink-2">{person.email}</span>
      </th>
      <td className="wrap min-w-32">{person.roles.map((role) => roleLabels[role]).join(", ") || "none"}</td>
      <td className="figure">
        {person.projectIds.length === 0 ? (
          <span className="text-ink-3">
            –<span className="unseen">none</span>
          </span>
        ) : (
          person.projectIds.length
        )}
      </td>
      <td className="wrap min-w-40">
        <fieldset>
          <legend className="unseen">{person.name} can push to accounting</legend>
          {types.map((type) => (
            <label key={type.id} className="mr-4 inline-flex min-h-6 items-center gap-1.5" title={reason ?? undefined}>
              <input
                type="checkbox"
                checked={grants.includes(type.id)}
                disabled={reason !== null}
                className="size-3.5 accent-accent"
                onChange={(event) => toggle(type.id, event.target.checked)}
              />
              {type.label}
            </label>
          ))}
        </fieldset>
        {command.error ? (
          <p role="alert" className="text-bad">
            {command.error.sentence} {command.error.fix}
          </p>
        ) : null}
      </td>
      <td className="wrap text-right">
        <Button
          size="sm"
          className="mb-1"
          label={`Change ${person.name}`}
          reason={general ?? (isSelf ? "Nobody changes themselves; another administrator does it." : null)}
          onPress={onEdit}
        >
          Change
        </Button>{" "}
        <Button
          size="sm"
          look={isChanged ? "primary" : "plain"}
          isBusy={command.isPending}
          label={`Save the rights of ${person.name}`}
          reason={reason ?? (isChanged ? null : "Nothing was changed for this person.")}
          onPress={() =>
            command.mutate({ personId: person.id, recordTypes: grants }, { onSuccess: () => setEdit(null) })
          }
        >
          Save
        </Button>
      </td>
    </tr>
  );
}
