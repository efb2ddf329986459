"use client";
import { useMutation } from "@tanstack/react-query";
import { CircleCheck, OctagonAlert } from "lucide-react";
import { useState } from "react";
import { count } from "#components/money/count.ts";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyText } from "#components/ui/copy-text.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { fetchView } from "#lib/client/fetch-view.ts";
import type { Problem } from "#lib/client/problem.ts";
import type { ChainCheck } from "#lib/client/view-names.ts";

type Result = ChainCheck & { readonly at: string };

/** Recomputes every hash on the server and says what that proves, and what it does not. */
export function VerifyChain() {
  const [isOpen, setOpen] = useState(false);
  const check = useMutation<Result, Problem>({
    mutationFn: async () => ({ ...(await fetchView("history.verify", {})), at: new Date().toISOString() }),
    onSettled: () => setOpen(true),
  });
  return (
    <>
      <Button isBusy={check.isPending} onPress={() => check.mutate()}>
        Verify chain
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="Verify chain"
        size="sm"
        footer={<Button onPress={() => setOpen(false)}>Close</Button>}
      >
        {check.data ? <Outcome result={check.data} /> : null}
        {check.error ? (
          <p role="alert" className="text-bad">
            Nothing was verified. {check.error.sentence} {check.error.fix}
          </p>
        ) : null}
      </Dialog>
    </>
  );
}

function Outcome({ result }: { readonly result: Result }) {
  const isWhole = result.firstBreak === null;
  const Icon = isWhole ? CircleCheck : OctagonAlert;
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className={`flex items-start gap-2 font-medium ${isWhole ? "text-good" : "text-bad"}`}>
        <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        {isWhole
          ? `${count(result.events, "event")} read, every hash is right.`
          : `The chain breaks at event ${result.firstBreak}. Everything before it is as it was written; that event or a later one was changed or removed.`}
      </p>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1">
        <dt className="text-ink-2">Verified</dt>
        <dd>
          <Stamp at={result.at} />
        </dd>
        <dt className="text-ink-2">Hash of the last event</dt>
        <dd>{result.head ? <CopyText text={result.head} label="Hash" shown={16} /> : "none yet"}</dd>
      </dl>
      <p className="text-ink-2">
        {isWhole
          ? "Keep the hash outside Countersign, with the number of events. Whoever can rewrite the whole database can also rewrite the chain; a hash that you kept shows it."
          : "Do not go on deciding. Tell an administrator, and compare with a backup from before the break."}
      </p>
    </div>
  );
}
