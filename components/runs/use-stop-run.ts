"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { RunActions } from "#lib/client/actions.ts";
import { callAction } from "#lib/client/call-action.ts";
import { problemOf } from "#lib/client/problem.ts";

/** Stop of a run: asked for once, done when its part is. */
export function useStopRun(actions: RunActions, run: { readonly id: string; readonly number: number }) {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const stop = async () => {
    setBusy(true);
    try {
      await callAction(actions.stop, { runId: run.id });
      notify({ title: `Run ${run.number} stops`, text: "What was accepted stays in the outbox." });
    } catch (error) {
      notifyProblem(problemOf(error));
    }
    for (const name of ["run.page", "run.list", "inbox.page"]) void client.invalidateQueries({ queryKey: [name] });
    setBusy(false);
  };
  return { isBusy, stop };
}
