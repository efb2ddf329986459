"use client";
import { ShownOnce, ShownOnceDialog } from "#components/ui/shown-once.tsx";
import type { MadeShare } from "#lib/views/shares.ts";

/** The address of a new link, and the frame for a page of another site where the company listed one. */
export function ShareLink({ made, onClose }: { readonly made: MadeShare; readonly onClose: () => void }) {
  const { name, path, cardPath } = made;
  const at = window.location.origin;
  return (
    <ShownOnceDialog title={`Link for ${name}`} onClose={onClose}>
      <p className="mb-2">
        It is shown this once. Whoever has it sees the status without a sign-in, until it ends or is revoked.
      </p>
      <ShownOnce what="Link" text={`${at}${path}`} />
      {cardPath === null ? null : (
        <>
          <p className="mt-4 mb-2">As a card on a page of a site that Settings lists:</p>
          <ShownOnce what="Card" text={frameOf(`${at}${cardPath}`)} />
        </>
      )}
    </ShownOnceDialog>
  );
}

/** The frame has the rights to run its own script and ask its own server, and no other. */
const frameOf = (address: string) =>
  `<iframe src="${address}" title="Project status" width="100%" height="280" style="border:0" loading="lazy" referrerpolicy="no-referrer" sandbox="allow-scripts allow-same-origin"></iframe>`;
