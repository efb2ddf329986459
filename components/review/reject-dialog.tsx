"use client";
import { type KeyboardEvent, type RefObject, useRef, useState } from "react";
import { Kbd } from "#components/keys/kbd.tsx";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import type { Decidable } from "#components/review/decidable.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { type Problem, problemOf } from "#lib/client/problem.ts";
import { useDraft } from "#lib/client/use-draft.ts";
import { type RejectionReason, rejectionReasonCodes, rejectionReasons } from "#lib/core/rejection.ts";
import type { RowOutcome } from "#lib/views/inputs.ts";

type Draft = { readonly reasons: readonly RejectionReason[]; readonly text: string };
const empty: Draft = { reasons: [], text: "" };
const longest = 2000;

type Props = {
  readonly rows: readonly Decidable[];
  readonly onClose: () => void;
  readonly onDone: () => void;
  readonly reject: (
    rows: readonly Decidable[],
    reasons: readonly RejectionReason[],
    text: string,
  ) => Promise<readonly RowOutcome[]>;
};

/** Coded reasons by digit, a text, and what the project manager will see. A refusal leaves everything as typed. */
export function RejectDialog({ rows, onClose, onDone, reject }: Props) {
  const [draft, setDraft, clear] = useDraft<Draft>(
    `reject.${rows
      .map((row) => row.itemId)
      .join(".")
      .slice(0, 200)}`,
    empty,
  );
  const [problem, setProblem] = useState<Pick<Problem, "sentence" | "fix"> | null>(null);
  const [isBusy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const toggle = (code: RejectionReason) => {
    const has = draft.reasons.includes(code);
    setDraft({
      ...draft,
      reasons: rejectionReasonCodes.filter((one) => (one === code ? !has : draft.reasons.includes(one))),
    });
  };
  const send = async () => {
    if (isBusy || draft.text.length > longest) return;
    setBusy(true);
    try {
      const refused = await reject(rows, draft.reasons, draft.text.trim());
      const words = refused[0];
      if (words)
        setProblem({
          sentence: `${refused.length} of ${rows.length} not rejected. ${words.sentence ?? ""}`,
          fix: words.fix ?? "",
        });
      else {
        clear();
        onDone();
      }
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const code = /^\d$/.test(event.key) ? rejectionReasonCodes[(Number(event.key) + 9) % 10] : undefined;
    if (code) toggle(code);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={titleOf(rows)}
      description={<Subject rows={rows} />}
      size="lg"
      keepsOpen
      initialFocus={first}
      onConfirm={() => void send()}
      onKeyDown={onKeyDown}
      footer={<Foot isBusy={isBusy} onClose={onClose} onSend={() => void send()} />}
    >
      <div className="grid gap-4 md:grid-cols-2">
        <div className="flex flex-col gap-3">
          <Reasons chosen={draft.reasons} onToggle={toggle} firstRef={first} />
          <Textarea
            label="Text"
            value={draft.text}
            onChange={(text) => setDraft({ ...draft, text })}
            max={longest}
            hint="What has to change, in your words."
          />
        </div>
        <Letter rows={rows} draft={draft} />
      </div>
      {problem ? (
        <p role="alert" className="mt-3 text-bad">
          {problem.sentence} {problem.fix}
        </p>
      ) : null}
    </Dialog>
  );
}

function titleOf(rows: readonly Decidable[]): string {
  return rows.length === 1 ? `Reject ${rows[0]?.number ?? ""}` : `Reject ${count(rows.length, "item")}`;
}

function Subject({ rows }: { readonly rows: readonly Decidable[] }) {
  const only = rows.length === 1 ? rows[0] : undefined;
  if (!only) return <span className="line-clamp-2">{rows.map((row) => row.number).join(", ")}</span>;
  return (
    <span>
      {only.title} · <Amount value={only.amount} />
    </span>
  );
}

function Foot({
  isBusy,
  onClose,
  onSend,
}: {
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onSend: () => void;
}) {
  return (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button look="danger" shortcut="confirm" isBusy={isBusy} onPress={onSend}>
        Reject
      </Button>
    </>
  );
}

type ReasonsProps = {
  readonly chosen: readonly RejectionReason[];
  readonly onToggle: (code: RejectionReason) => void;
  readonly firstRef: RefObject<HTMLInputElement | null>;
};

function Reasons({ chosen, onToggle, firstRef }: ReasonsProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-ink-2">Reasons</legend>
      {rejectionReasonCodes.map((code, n) => (
        <label
          key={code}
          className="flex min-h-7 items-center gap-2 rounded-sm px-1.5 hover:bg-hover has-checked:bg-accent-faint"
        >
          <input
            ref={n === 0 ? firstRef : undefined}
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={() => onToggle(code)}
            className="size-3.5 accent-accent"
          />
          <span className="flex-1">{rejectionReasons[code].label}</span>
          <Kbd chord={String((n + 1) % 10)} />
        </label>
      ))}
    </fieldset>
  );
}

function Letter({ rows, draft }: { readonly rows: readonly Decidable[]; readonly draft: Draft }) {
  return (
    <section
      aria-label="What the project manager sees"
      className="self-start rounded-md border border-line bg-sunken p-3"
    >
      <h3 className="text-xs font-medium text-ink-3">What the project manager sees</h3>
      <p className="mt-1.5 font-medium">
        Accounting returned {rows.length === 1 ? rows[0]?.number : count(rows.length, "item")}
      </p>
      {draft.reasons.length + draft.text.trim().length === 0 ? (
        <p className="text-ink-2">A rejection needs a reason or a text.</p>
      ) : null}
      <ul className="mt-1">
        {draft.reasons.map((code) => (
          <li key={code} className="flex items-center gap-2">
            <span aria-hidden="true" className="size-3 rounded-xs border border-control" />
            {rejectionReasons[code].label}
          </li>
        ))}
      </ul>
      <p className="mt-1 whitespace-pre-wrap wrap-anywhere">{draft.text}</p>
    </section>
  );
}
