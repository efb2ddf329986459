"use client";
import { type FormEvent, useState } from "react";
import { PasswordLink } from "#components/settings/password-link.tsx";
import { ProjectChoices } from "#components/settings/project-choices.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { notify } from "#components/ui/notices.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { roles as everyRole, type Role, roleLabels } from "#lib/core/actors.ts";
import type { PasswordLinkAnswer } from "#lib/views/inputs.ts";
import type { SettingsView } from "#lib/views/screens.ts";

export type PeopleActions = {
  readonly add: Action<PasswordLinkAnswer>;
  readonly change: Action<{ name: string }>;
  readonly makeLink: Action<PasswordLinkAnswer>;
};
type Person = SettingsView["people"][number];
type Props = {
  /** Null for somebody new. */
  readonly person: Person | null;
  readonly projects: SettingsView["projects"];
  readonly actions: PeopleActions;
  readonly onClose: () => void;
};

/** Adds a person, or changes roles, projects and access of one; a link to set a password is shown once. */
export function PersonDialog({ person, projects, actions, onClose }: Props) {
  const form = usePersonForm(person, actions, onClose);
  const { draft, put, link } = form;
  if (link) return <PasswordLink link={link} onClose={onClose} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={person ? person.name : "Add a person"}
      description={person?.email}
      onConfirm={() => form.submit()}
      keepsOpen
      footer={
        <>
          {person ? <LinkButton form={form} person={person} /> : null}
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" shortcut="confirm" isBusy={form.isBusy} onPress={() => form.submit()}>
            {person ? "Save" : "Add"}
          </Button>
        </>
      }
    >
      <form onSubmit={form.submit} noValidate className="flex flex-col gap-3" aria-label={person?.name ?? "New person"}>
        {person ? null : (
          <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
            <TextInput label="Name" value={draft.name} onChange={(name) => put({ name })} autoComplete="off" />
            <TextInput
              label="E-mail"
              type="email"
              value={draft.email}
              onChange={(email) => put({ email })}
              autoComplete="off"
            />
          </div>
        )}
        <RoleChoices chosen={draft.roles} onChange={(roles) => put({ roles })} />
        <TextInput
          label="User in Procore"
          hint="The number of the person's user there. What they send or edit in Procore they cannot decide on here."
          value={draft.procoreUserId}
          onChange={(procoreUserId) => put({ procoreUserId })}
          autoComplete="off"
        />
        <ProjectChoices projects={projects} chosen={draft.projectIds} onChange={(projectIds) => put({ projectIds })} />
        {person ? (
          <label className="inline-flex min-h-6 items-center gap-1.5">
            <input
              type="checkbox"
              className="size-3.5 accent-accent"
              checked={draft.isDisabled}
              onChange={(event) => put({ isDisabled: event.target.checked })}
            />
            Disabled: cannot use this company, from the next click on
          </label>
        ) : null}
        {form.problem ? (
          <p role="alert" className="text-bad">
            {form.problem}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}

type Draft = {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly projectIds: readonly string[];
  readonly procoreUserId: string;
  readonly isDisabled: boolean;
};
type Form = ReturnType<typeof usePersonForm>;

function usePersonForm(person: Person | null, actions: PeopleActions, onClose: () => void) {
  const [draft, setDraft] = useState<Draft>({
    name: person?.name ?? "",
    email: person?.email ?? "",
    roles: person?.roles ?? [],
    projectIds: person?.projectIds ?? [],
    procoreUserId: person?.procoreUserId ?? "",
    isDisabled: person?.isDisabled ?? false,
  });
  const [problem, setProblem] = useState<string | null>(null);
  const [link, setLink] = useState<PasswordLinkAnswer | null>(null);
  const options = {
    touches: ["settings.view"] as const,
    onProblem: (said: { sentence: string; fix: string }) => setProblem(`${said.sentence} ${said.fix}`),
  };
  const change = useCommand<{ name: string }>(actions.change, {
    ...options,
    onDone: ({ name }) => {
      notify({ title: `${name} saved`, tone: "good" });
      onClose();
    },
  });
  const add = useCommand<PasswordLinkAnswer>(actions.add, { ...options, onDone: setLink });
  const makeLink = useCommand<PasswordLinkAnswer>(actions.makeLink, { ...options, onDone: setLink });
  const isBusy = add.isPending || change.isPending || makeLink.isPending;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    const wrong = problemOf(draft);
    setProblem(wrong);
    if (wrong !== null || isBusy) return;
    const { name, email, isDisabled, roles, projectIds } = draft;
    const membership = { roles, projectIds, procoreUserId: draft.procoreUserId.trim() || null };
    if (person) change.mutate({ personId: person.id, isDisabled, ...membership });
    else add.mutate({ name: name.trim(), email: email.trim(), ...membership });
  };
  const put = (over: Partial<Draft>) => setDraft((now) => ({ ...now, ...over }));
  return { draft, put, problem, link, isBusy, submit, makeLink: (id: string) => makeLink.mutate({ personId: id }) };
}

function problemOf({ name, email, roles, procoreUserId }: Draft): string | null {
  if (name.trim().length < 2) return "Write the person's name.";
  if (!/^\S+@\S+\.\S+$/.test(email.trim())) return "Write the person's e-mail address.";
  if (roles.length === 0) return "Choose one role at least.";
  if (!/^\d{0,18}$/.test(procoreUserId.trim())) return "The user in Procore is a number.";
  return null;
}

function LinkButton({ form, person }: { readonly form: Form; readonly person: Person }) {
  const reason = person.isElsewhere
    ? `${person.name} belongs to another company here too; a link of this company would open that one.`
    : person.isDisabled
      ? "Enable the person first."
      : null;
  return (
    <Button reason={reason} isBusy={form.isBusy} onPress={() => form.makeLink(person.id)} className="mr-auto">
      New password link
    </Button>
  );
}

function RoleChoices({
  chosen,
  onChange,
}: {
  readonly chosen: readonly Role[];
  readonly onChange: (roles: Role[]) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-0.5 text-xs font-medium text-ink-2">Roles</legend>
      {everyRole.map((role) => (
        <label key={role} className="mr-4 inline-flex min-h-6 items-center gap-1.5">
          <input
            type="checkbox"
            className="size-3.5 accent-accent"
            checked={chosen.includes(role)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, role] : chosen.filter((one) => one !== role))
            }
          />
          {roleLabels[role]}
        </label>
      ))}
    </fieldset>
  );
}
