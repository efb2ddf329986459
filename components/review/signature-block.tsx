"use client";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { ItemView } from "#lib/views/item.ts";
import type { SignatureView } from "#lib/views/rules.ts";

type Props = {
  readonly view: ItemView;
  readonly signature: SignatureView;
  readonly action: Action<{ version: number }>;
};

/** Which rule asks for two signatures, who gave the first, and who could give the next. */
export function SignatureBlock({ view, signature, action }: Props) {
  const { rule, first, missing } = signature;
  const takeBack = useCommand(action, {
    onDone: () => notify({ title: `Your signature of ${view.number} is taken back`, tone: "good" }),
    onProblem: notifyProblem,
  });
  const canTakeBack = first?.isOwn === true && view.state === "ready";
  return (
    <section aria-label="Signatures" className="rounded-md border border-line px-3 py-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-semibold">{first ? "A second signature is needed" : "Two signatures are needed"}</h3>
        <p className="text-xs text-ink-2">Rule: {rule}</p>
      </div>
      <p className="text-ink-2">
        {first ? (
          <>
            First signature: {first.by}, <Stamp at={first.at} />
          </>
        ) : (
          "Nobody has signed yet."
        )}
      </p>
      <p className="text-ink-2">{whoElse(missing, first !== null)}</p>
      {canTakeBack ? (
        <Button
          size="sm"
          className="mt-1.5"
          isBusy={takeBack.isPending}
          onPress={() => takeBack.mutate({ itemId: view.id, seenVersion: view.version })}
        >
          Take back my signature
        </Button>
      ) : null}
    </section>
  );
}

function whoElse(missing: readonly string[], hasFirst: boolean): string {
  const which = hasFirst ? "second" : "next";
  if (missing.length === 0)
    return `Nobody else may give the ${which} one: an administrator grants “Can push to accounting” in Settings.`;
  return `The ${which} one can come from ${missing.join(", ")}.`;
}
