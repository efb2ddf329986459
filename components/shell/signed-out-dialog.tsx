"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { fetchView } from "#lib/client/fetch-view.ts";
import { setSessionEnded, useSessionEnded } from "#lib/client/session-state.ts";

/** The session ended while the page is open: the page stays, with selection, drafts and scroll. */
export function SignedOutDialog() {
  const hasEnded = useSessionEnded();
  const client = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const check = async () => {
    try {
      await fetchView("shell.view", {});
      setProblem(null);
      setSessionEnded(false);
      await client.invalidateQueries();
    } catch {
      setProblem("You are still signed out. Sign in in the other tab, then come back.");
    }
  };
  const footer = (
    <>
      <Button onPress={() => void check()}>I have signed in</Button>
      <Button look="primary" onPress={() => window.open("/sign-in", "_blank", "noopener")}>
        Sign in
      </Button>
    </>
  );
  return (
    <Dialog
      isOpen={hasEnded}
      onClose={() => setSessionEnded(false)}
      title="You are signed out"
      size="sm"
      keepsOpen
      footer={footer}
    >
      <p>Sign in again in a new tab. This page keeps what you selected and typed.</p>
      {problem ? (
        <p role="alert" className="mt-2 text-bad">
          {problem}
        </p>
      ) : null}
    </Dialog>
  );
}
