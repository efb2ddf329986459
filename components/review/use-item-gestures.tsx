"use client";
import { type ReactNode, useState } from "react";
import type { GestureHandlers } from "#components/review/action-bar.tsx";
import type { Resolution } from "#components/review/resolve-dialog.tsx";
import type { Decisions } from "#components/review/use-decisions.ts";
import { laterWindow } from "#components/ui/later.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { DecisionActions } from "#lib/client/actions.ts";
import { decisionIdFor } from "#lib/client/decision-ids.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { Gesture } from "#lib/core/workflow.ts";
import type { ItemView } from "#lib/views/item.ts";

const ResolveDialog = laterWindow(async () => (await import("#components/review/resolve-dialog.tsx")).ResolveDialog);
const UnlinkDialog = laterWindow(async () => (await import("#components/review/unlink-dialog.tsx")).UnlinkDialog);

type Result = { readonly handlers: GestureHandlers; readonly busy: Gesture | null; readonly dialog: ReactNode };

/** The gestures that concern one item only: take back, try again, settle. Accept and Reject come from the screen. */
export function useItemGestures(view: ItemView, actions: DecisionActions, decisions: Decisions): Result {
  const [resolution, setResolution] = useState<Resolution | null>(null);
  const [isUnlinking, setUnlinking] = useState(false);
  const [isTakingBack, setTakingBack] = useState(false);
  const retry = useCommand(actions.retry, {
    onDone: ({ isSigned }) =>
      notify({
        title: isSigned ? `${view.number} has its first signature` : `${view.number} is in the outbox again`,
        ...(isSigned ? { text: "A second accountant has to try it again too." } : {}),
        tone: "good",
      }),
    onProblem: notifyProblem,
  });
  const takeBack = () => {
    setTakingBack(true);
    const settled = () => setTakingBack(false);
    decisions.takeBack([{ itemId: view.id, seenVersion: view.version }]).then(settled, settled);
  };
  const tryAgain = () => {
    const seenSha256 = view.document?.sha256 ?? "";
    const decisionId = decisionIdFor("retry", view.id, view.version, seenSha256);
    retry.mutate({ itemId: view.id, decisionId, seenVersion: view.version, seenSha256 });
  };
  return {
    handlers: {
      take_back: takeBack,
      retry: tryAgain,
      adopt: () => setResolution("adopt"),
      send_again: () => setResolution("send_again"),
      give_up: () => setResolution("give_up"),
      unlink: () => setUnlinking(true),
    },
    busy: isTakingBack ? "take_back" : retry.isPending ? "retry" : null,
    dialog: resolution ? (
      <ResolveDialog
        view={view}
        isLookOnly={view.document?.isLookOnly === true}
        as={resolution}
        action={actions.resolve}
        onClose={() => setResolution(null)}
      />
    ) : isUnlinking && view.unlink ? (
      <UnlinkDialog view={view} unlink={view.unlink} action={actions.unlink} onClose={() => setUnlinking(false)} />
    ) : null,
  };
}
