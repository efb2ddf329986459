"use client";
import { type FormEvent, useMemo, useRef, useState } from "react";
import { count } from "#components/money/count.ts";
import { ChangesTable, type SettingsChange } from "#components/settings/changes-table.tsx";
import { ImpactDialog } from "#components/settings/impact-dialog.tsx";
import { InvoiceExample } from "#components/settings/invoice-example.tsx";
import { NoteFoot, noteProblem } from "#components/settings/note-foot.tsx";
import {
  changedFields,
  fromDraft,
  inWords,
  type ProfileDraft,
  problemsOf,
  toDraft,
} from "#components/settings/profile-draft.ts";
import { ProfileField } from "#components/settings/profile-field.tsx";
import { profileGroups } from "#components/settings/profile-fields.ts";
import type { ProfileField as Spec } from "#components/settings/profile-group.ts";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { SettingsView } from "#lib/views/screens.ts";

export type SaveProfileAction = Action<{ changed: number }>;
type Props = { readonly view: SettingsView; readonly save: SaveProfileAction };

/** A sentence that says which change is taken back; the note of the save that does it. */
function revertNote({ note }: SettingsChange): string {
  return `Reverts: ${note}`.slice(0, 500);
}

/** The company profile; a save needs a note and is written into the history with both values. */
export function ProfileForm({ view, save }: Props) {
  const reason = view.canChange.isAllowed ? null : (view.canChange.reason ?? "Your role does not include this.");
  const form = useProfileForm(view, save);
  const { draft, changed, problems } = form;
  return (
    <>
      <form
        onSubmit={(event) => form.submit(event, reason === null)}
        noValidate
        aria-label="Company profile"
        className="flex flex-col gap-4"
      >
        {reason ? <p className="rounded-md bg-wait-soft px-3 py-2 text-wait">{reason}</p> : null}
        {profileGroups.map((group) => (
          <fieldset key={group.title} className="min-w-0 rounded-lg border border-line bg-surface px-4 pb-4">
            <legend className="-ml-1 px-1 font-semibold">{group.title}</legend>
            <p className="mb-3 text-ink-2">{group.note}</p>
            <div className="grid grid-cols-3 gap-x-6 gap-y-4 max-lg:grid-cols-2 max-md:grid-cols-1">
              {group.fields.map((spec) => (
                <ProfileField
                  key={spec.key}
                  spec={spec}
                  value={draft[spec.key]}
                  types={view.recordTypes}
                  isChanged={changed.includes(spec)}
                  problem={problems[spec.key] ?? null}
                  isReadOnly={reason !== null}
                  onChange={(value) => form.edit(spec.key, value)}
                />
              ))}
            </div>
            {group.showsInvoice ? <InvoiceExample draft={draft} /> : null}
          </fieldset>
        ))}
        {reason === null ? <SaveBar form={form} /> : null}
      </form>
      <ChangesTable reason={reason} onRevert={form.revert} />
    </>
  );
}

type ProfileFormState = ReturnType<typeof useProfileForm>;

function useProfileForm(view: SettingsView, save: SaveProfileAction) {
  const saved = useMemo(() => toDraft(view.profile), [view.profile]);
  const [edits, setEdits] = useState<ProfileDraft>({});
  const [note, setNote] = useState("");
  const [unnoted, setUnnoted] = useState<string | null>(null);
  const noteRef = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<Readonly<Record<string, unknown>> | null>(null);
  const draft = { ...saved, ...edits };
  const changed = changedFields(saved, draft);
  const problems = problemsOf(draft, saved);
  const command = useCommand<{ changed: number }>(save, {
    touches: ["settings.view", "settings.changes", "inbox.page", "item.view"],
    onDone: ({ changed: done }) => {
      notify({
        title: `${count(done, "setting")} saved`,
        text: "Every undecided item is checked again.",
        tone: "good",
      });
      setNote("");
      setAsked(null);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>, isAllowed: boolean) => {
    event.preventDefault();
    if (!isAllowed || changed.length === 0) return;
    const missing = noteProblem(note);
    setUnnoted(missing);
    if (Object.keys(problems).length > 0) {
      event.currentTarget.querySelector<HTMLElement>("fieldset [aria-invalid=true]")?.focus();
      return;
    }
    if (missing !== null) return;
    const values = fromDraft(draft);
    command.reset();
    setAsked(Object.fromEntries(changed.map(({ key }) => [key, values[key]])));
  };
  const confirm = () => command.mutate({ profile: asked, note: note.trim() }, { onSuccess: () => setEdits({}) });
  const close = () => setAsked(null);
  const edit = (key: string, value: string | boolean) => setEdits((now) => ({ ...now, [key]: value }));
  const discard = () => setEdits({});
  const revert = (change: SettingsChange) => {
    const before = toDraft(change.before);
    setEdits(Object.fromEntries(Object.keys(change.before).map((key) => [key, before[key] ?? ""])));
    setNote(revertNote(change));
    noteRef.current?.focus();
  };
  return {
    saved,
    draft,
    changed,
    problems,
    note,
    setNote,
    unnoted,
    asked,
    command,
    submit,
    confirm,
    close,
    edit,
    discard,
    revert,
    noteRef,
  };
}

/** Pinned to the foot of the page as soon as something is changed. */
function SaveBar({ form }: { readonly form: ProfileFormState }) {
  const { changed } = form;
  const isChanged = changed.length > 0;
  return (
    <div
      className={`flex flex-col gap-2 rounded-lg border border-line-strong bg-raised px-4 py-3 ${isChanged ? "sticky bottom-2 z-10 shadow-lg" : ""}`}
    >
      <Changes changed={changed} before={form.saved} after={form.draft} />
      <NoteFoot
        label="Note: why it changes (required)"
        note={form.note}
        onNote={form.setNote}
        problem={form.unnoted}
        inputRef={form.noteRef}
      >
        <Button reason={isChanged ? null : "Nothing was changed."} onPress={form.discard}>
          Discard
        </Button>
        <Button type="submit" look="primary" reason={isChanged ? null : "Change a setting first."}>
          Show impact
        </Button>
      </NoteFoot>
      {form.asked ? (
        <ImpactDialog
          changes={form.asked}
          isBusy={form.command.isPending}
          problem={form.command.error}
          onSave={form.confirm}
          onClose={form.close}
        >
          <Changes changed={changed} before={form.saved} after={form.draft} />
        </ImpactDialog>
      ) : null}
    </div>
  );
}

function Changes({
  changed,
  before,
  after,
}: {
  readonly changed: readonly Spec[];
  readonly before: ProfileDraft;
  readonly after: ProfileDraft;
}) {
  if (changed.length === 0)
    return (
      <p className="text-ink-2">
        Nothing changed. Before a save you see which queued items it changes; it is written into the history.
      </p>
    );
  return (
    <ul aria-label="Changes">
      {changed.map((spec) => (
        <li key={spec.key}>
          {spec.label}: <span className="text-ink-2 line-through">{inWords(spec, before[spec.key])}</span> →{" "}
          <span className="font-medium">{inWords(spec, after[spec.key])}</span>
        </li>
      ))}
    </ul>
  );
}
