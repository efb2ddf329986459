"use client";
import { RefreshCw } from "lucide-react";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import { announce } from "#components/ui/announcer.tsx";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";

type Props = {
  readonly refresh: Action<{ isNew: boolean }>;
  /** Legs that are done, of all; null while none runs. */
  readonly progress: { readonly done: number; readonly of: number } | null;
  readonly isIcon?: boolean;
};

/** Reads all of Sage now; while that runs, the button says how far it is. */
export function RefreshButton({ refresh, progress, isIcon = false }: Props) {
  const right = useReasonAgainst("sage.refresh");
  const running = progress ? `Sage is being read: ${progress.done} of ${progress.of} legs are done.` : null;
  const command = useCommand<{ isNew: boolean }>(refresh, {
    touches: ["health.view", "shell.view"],
    onDone: ({ isNew }) => announce(isNew ? "Sage is being read" : "Sage is being read already"),
    onProblem: ({ sentence, fix }) => notify({ title: sentence, text: fix }),
  });
  const press = () => command.mutate({});
  const reason = right ?? running;
  if (isIcon)
    return (
      <Button look="ghost" size="icon" label="Refresh Sage" reason={reason} isBusy={command.isPending} onPress={press}>
        {command.isPending ? null : <RefreshCw aria-hidden="true" className="size-3.5" />}
      </Button>
    );
  return (
    <Button reason={reason} isBusy={command.isPending} onPress={press}>
      Refresh Sage
    </Button>
  );
}
