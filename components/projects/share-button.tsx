"use client";
import { useState } from "react";
import { ShareDialog } from "#components/projects/share-dialog.tsx";
import { ShareLink } from "#components/projects/share-link.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ShareActions } from "#lib/client/actions.ts";
import type { MadeShare } from "#lib/views/shares.ts";

type Props = { readonly projectId: string; readonly actions: ShareActions };

/** Links that show the project's status to outsiders: the list, a new one, and that one's address, once. */
export function ShareButton({ projectId, actions }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<MadeShare | null>(null);
  return (
    <>
      <Button onPress={() => setOpen(true)}>Share status …</Button>
      {isOpen && !made ? (
        <ShareDialog projectId={projectId} actions={actions} onMade={setMade} onClose={() => setOpen(false)} />
      ) : null}
      {made ? <ShareLink made={made} onClose={() => setMade(null)} /> : null}
    </>
  );
}
