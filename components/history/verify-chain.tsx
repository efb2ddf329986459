"use client";
import { CircleCheck, OctagonAlert } from "lucide-react";
import { useState } from "react";
import { count } from "#components/money/count.ts";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyText } from "#components/ui/copy-text.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { useView } from "#lib/client/use-view.ts";
import type { ChainView } from "#lib/views/history.ts";
import { kindLabels } from "#lib/views/kind-labels.ts";

export type VerifyAction = Action<{ isNew: boolean }>;
type Check = NonNullable<ChainView["check"]>;
const isRunning = (check: Check | null | undefined): check is Check => Boolean(check && check.finishedAt === null);
const percent = ({ done, of }: Check): number => (of === 0 ? 100 : Math.floor((done / of) * 100));

/** Has every hash recomputed by the worker; whoever reloads the page, or comes later, sees how far it is and what it found. */
export function VerifyChain({ verify }: { readonly verify: VerifyAction }) {
  const [isOpen, setOpen] = useState(false);
  const reason = useReasonAgainst("history.verify");
  const { data } = useView("history.chain", {}, { every: (seen) => (isRunning(seen?.check) ? 1000 : 30_000) });
  const check = data?.check ?? null;
  const command = useCommand<{ isNew: boolean }>(verify, { touches: ["history.chain"], onProblem: notifyProblem });
  const press = () => {
    setOpen(true);
    if (!isRunning(check)) command.mutate({});
  };
  return (
    <>
      <Button reason={reason} isBusy={command.isPending} onPress={press}>
        {isRunning(check) ? `Verifying, ${percent(check)} %` : "Verify chain"}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="Verify chain"
        size="sm"
        footer={<Button onPress={() => setOpen(false)}>Close</Button>}
      >
        {command.isPending || check === null ? <p role="status">Asked for.</p> : <Found check={check} />}
      </Dialog>
    </>
  );
}

function Found({ check }: { readonly check: Check }) {
  if (check.finishedAt === null)
    return (
      <div className="flex flex-col gap-2">
        <p role="status">
          {count(check.done, "event")} of {check.of.toLocaleString("en-US")} verified. It goes on when you leave this
          page.
        </p>
        <ProgressBar label="Events verified" done={check.done} of={check.of} />
        <Asked check={check} />
      </div>
    );
  const isWhole = check.firstBreak === null;
  const Icon = isWhole ? CircleCheck : OctagonAlert;
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className={`flex items-start gap-2 font-medium ${isWhole ? "text-good" : "text-bad"}`}>
        <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        {isWhole ? `${count(check.done, "event")} read, every hash is right.` : breakWords(check)}
      </p>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1">
        <dt className="text-ink-2">Verified</dt>
        <dd>
          <Stamp at={check.finishedAt} />
        </dd>
        <dt className="text-ink-2">Hash of the last event</dt>
        <dd>{check.head ? <CopyText text={check.head} label="Hash" shown={16} /> : "none"}</dd>
      </dl>
      <p className="text-ink-2">
        {isWhole
          ? "Keep the hash outside Countersign, with the number of events. Whoever can rewrite the whole database can also rewrite the chain; a hash that you kept shows it."
          : "Do not go on deciding. Tell an administrator, and compare with a backup from before the break."}
      </p>
      <Asked check={check} />
    </div>
  );
}

function breakWords({ firstBreak, broken }: Check): string {
  const label = broken ? (kindLabels[broken.kind as keyof typeof kindLabels] ?? broken.kind) : "";
  const what = broken ? `“${label}”${broken.who ? ` by ${broken.who}` : ""}` : "it is missing";
  return `The chain breaks at event ${firstBreak} (${what}). Everything before it is as it was written; that event or a later one was changed or removed.`;
}

function Asked({ check }: { readonly check: Check }) {
  return (
    <p className="text-xs text-ink-2">
      Asked for by {check.askedBy}, <Stamp at={check.askedAt} />.
    </p>
  );
}
