"use client";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import { announce } from "#components/ui/announcer.tsx";
import { Button } from "#components/ui/button.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";

export type ListenAction = Action<{ isAsked: true }>;

/** Has Procore tell this installation what happens there; also anew, where that was registered before. */
export function ListenButton({ listen, isRunning }: { readonly listen: ListenAction; readonly isRunning: boolean }) {
  const right = useReasonAgainst("settings.change");
  const command = useCommand<{ isAsked: true }>(listen, {
    touches: ["health.view"],
    onDone: () => announce("Procore is asked to tell what happens there"),
    onProblem: notifyProblem,
  });
  return (
    <p className="mt-1">
      <Button
        size="sm"
        reason={right ?? (isRunning ? "It is being registered just now." : null)}
        isBusy={command.isPending}
        onPress={() => command.mutate({})}
      >
        Register webhooks
      </Button>
    </p>
  );
}
