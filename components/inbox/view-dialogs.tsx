"use client";
import { type FormEvent, useState } from "react";
import type { Views } from "#components/inbox/use-saved-views.ts";
import { ConfirmDialog } from "#components/review/confirm-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { notify } from "#components/ui/notices.tsx";
import { PickerDialog, type PickerLine } from "#components/ui/picker-dialog.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { type Problem, problemOf } from "#lib/client/problem.ts";
import type { SavedView } from "#lib/views/saved-views.ts";

/** What V opens: the views, and what can be done with the open one. */
export function ViewDialogs({ views }: { readonly views: Views }) {
  const { dialog, current } = views;
  if (dialog === "pick") return <PickView views={views} />;
  if (dialog === "new") return <SaveViewDialog views={views} view={null} />;
  if (dialog === "change" && current) return <SaveViewDialog views={views} view={current} />;
  if (dialog === "delete" && current) return <DeleteView views={views} view={current} />;
  return null;
}

function PickView({ views }: { readonly views: Views }) {
  const { list, problem, current } = views;
  const status = problem
    ? `The views were not read: ${problem.sentence} ${problem.fix}`
    : list
      ? "Enter opens the view; its address can be sent to others"
      : "Reading the views";
  const pick = (id: string) => {
    const view = list?.views.find((one) => one.id === id);
    if (view) views.open(view);
    else if (id === "leave") views.leave();
    else if (list?.canSave.isAllowed) window.setTimeout(() => views.ask(id as "new" | "change" | "delete"), 60);
    else notify({ title: "You cannot save views", text: list?.canSave.reason ?? undefined });
  };
  return (
    <PickerDialog
      title="Views"
      placeholder="Name of a view"
      lines={[...(list?.views ?? []).map((view) => lineOf(view, current ?? null)), ...gestures(current ?? null)]}
      empty="No view of that name."
      status={status}
      onPick={pick}
      onClose={() => views.ask(null)}
    />
  );
}

const lineOf = (view: SavedView, current: SavedView | null): PickerLine => ({
  id: view.id,
  label: view.name,
  detail: view.isShared ? (view.isMine ? "shared" : `shared by ${view.owner}`) : "only you",
  isChosen: view.id === current?.id,
});

function gestures(current: SavedView | null): readonly PickerLine[] {
  const own = current?.canChange
    ? [
        { id: "change", label: `Rename or share “${current.name}”…` },
        { id: "delete", label: `Delete “${current.name}”…` },
      ]
    : [];
  const leave = current ? [{ id: "leave", label: `Leave “${current.name}”, keep the list` }] : [];
  return [{ id: "new", label: "Save this list as a view…" }, ...own, ...leave];
}

type Props = { readonly views: Views; readonly view: SavedView | null };

function SaveViewDialog({ views, view }: Props) {
  const [name, setName] = useState(view?.name ?? "");
  const [isShared, setShared] = useState(view?.isShared ?? false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const noShare = views.list?.canShare.isAllowed ? null : (views.list?.canShare.reason ?? null);
  const close = () => views.ask(null);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (name.trim() === "" || views.isBusy) return;
    const draft = { name: name.trim(), isShared };
    const done = view ? views.change(draft) : views.saveAs(draft);
    done.then(close, (error: unknown) => setProblem(problemOf(error)));
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      size="sm"
      title={view ? `Change “${view.name}”` : "Save this list as a view"}
      description="A view keeps the tab, filters, grouping, order and columns."
      onConfirm={() => submit()}
      keepsOpen
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button
            look="primary"
            shortcut="confirm"
            isBusy={views.isBusy}
            reason={name.trim() === "" ? "Give the view a name first." : null}
            onPress={() => submit()}
          >
            Save
          </Button>
        </>
      }
    >
      <form onSubmit={submit} noValidate aria-label="View" className="flex flex-col gap-3">
        <TextInput label="Name" value={name} onChange={(next) => setName(next.slice(0, 60))} autoComplete="off" />
        <label className="inline-flex min-h-6 items-center gap-1.5">
          <input
            type="checkbox"
            className="size-3.5 accent-accent"
            checked={isShared}
            disabled={noShare !== null}
            onChange={(event) => setShared(event.target.checked)}
          />
          Shared with everybody who sees the inbox
        </label>
        {noShare ? <p className="text-xs text-ink-2">{noShare}</p> : null}
        {problem ? (
          <p role="alert" className="text-bad">
            {problem.sentence} {problem.fix}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}

function DeleteView({ views, view }: { readonly views: Views; readonly view: SavedView }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const close = () => views.ask(null);
  return (
    <ConfirmDialog
      title={`Delete “${view.name}”?`}
      verb="Delete the view"
      isDanger
      isBusy={views.isBusy}
      problem={problem}
      onConfirm={() => void views.remove().then(close, (error: unknown) => setProblem(problemOf(error)))}
      onClose={close}
    >
      <p>
        {view.isShared ? "Nobody in the company has it afterwards, and its address opens nothing. " : ""}
        The items in it stay as they are.
      </p>
    </ConfirmDialog>
  );
}
