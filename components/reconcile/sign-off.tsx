"use client";
import { useState } from "react";
import { SealMark } from "#components/reconcile/seal-mark.tsx";
import { ConfirmDialog } from "#components/review/confirm-dialog.tsx";
import { Stamp, useBusinessDate } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notices.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { isZero } from "#lib/core/money.ts";
import { formatAmount } from "#lib/views/format.ts";
import type { ReconcileProject, SealView } from "#lib/views/reconcile.ts";

type Props = { readonly view: ReconcileProject; readonly sign: Action<{ sha256: string }> };

/** The signature under the figures of a day, what broke it, and the way to sign. */
export function SignOff({ view, sign }: Props) {
  const [isOpen, setOpen] = useState(false);
  const dayOf = useBusinessDate();
  const { project, upTo, canSign } = view;
  const isSigned = project.seal?.state === "signed";
  const reason = canSign.reason ?? (isSigned ? "These figures are signed already; they have not changed since." : null);
  return (
    <section aria-label="Sign-off" className="border-t border-line bg-surface px-4 py-2">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3">
          <h2 className="font-semibold">Sign-off{upTo ? ` up to ${dayOf(upTo)}` : ""}</h2>
          <SealMark seal={project.seal} hasPeriod={upTo !== null} />
          {project.seal ? (
            <span className="text-xs text-ink-3">
              <Stamp at={project.seal.at} /> {project.seal.note ? `· ${project.seal.note}` : ""}
            </span>
          ) : null}
        </div>
        <Button reason={reason} onPress={() => setOpen(true)}>
          {project.seal?.state === "broken" ? "Sign again…" : "Sign off…"}
        </Button>
      </div>
      {project.seal?.state === "broken" ? <Changes seal={project.seal} /> : null}
      {isOpen ? <SignDialog view={view} sign={sign} onClose={() => setOpen(false)} /> : null}
    </section>
  );
}

function Changes({ seal }: { readonly seal: SealView }) {
  return (
    <div className="mt-1 rounded-md border border-bad px-3 py-2">
      <h3 className="font-medium text-bad">Changed since it was signed</h3>
      <ul className="mt-1 text-ink-2">
        {seal.changes.map(({ label, before, now }) => (
          <li key={label} className="flex flex-wrap justify-between gap-x-4 tabular-nums">
            <span>{label}</span>
            <span>
              {formatAmount(before)} → {formatAmount(now)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function SignDialog({ view, sign, onClose }: Props & { readonly onClose: () => void }) {
  const [note, setNote] = useState("");
  const dayOf = useBusinessDate();
  const { project, upTo, sha256 } = view;
  const command = useCommand(sign, {
    touches: ["reconcile.project", "reconcile.page"],
    onDone: () => {
      notify({ title: `${project.number} is signed off`, tone: "good" });
      onClose();
    },
  });
  const isUnexplained = Object.values(project.cells).some((cell) => !isZero(cell.unexplained));
  const reason = isUnexplained && note.trim() === "" ? "Something is unexplained: write a note about it first." : null;
  return (
    <ConfirmDialog
      title={`Sign off ${project.number} up to ${upTo ? dayOf(upTo) : ""}`}
      verb="Sign off"
      isBusy={command.isPending}
      reason={reason}
      problem={command.error}
      onClose={onClose}
      onConfirm={() => command.mutate({ projectId: project.id, upTo, seenSha256: sha256, note: note.trim() })}
    >
      <p className="mb-3">
        Your name stands under every figure of this page. When one of them changes later, the signature is shown as
        broken, with what changed.
      </p>
      <Textarea label="Note" value={note} onChange={setNote} max={500} rows={3} />
    </ConfirmDialog>
  );
}
