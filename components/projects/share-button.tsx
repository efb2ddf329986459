"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { laterWindow } from "#components/ui/later.tsx";
import type { ShareActions } from "#lib/client/actions.ts";
import type { MadeShare } from "#lib/views/shares.ts";

const ShareDialog = laterWindow(async () => (await import("#components/projects/share-dialog.tsx")).ShareDialog);
const ShareLink = laterWindow(async () => (await import("#components/projects/share-link.tsx")).ShareLink);

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
