"use client";
import { RevokeQuestion } from "#components/ui/revoke-question.tsx";
import type { ShareActions } from "#lib/client/actions.ts";
import type { ShareRow } from "#lib/views/shares.ts";

type Props = { readonly share: ShareRow; readonly revoke: ShareActions["revoke"]; readonly onClose: () => void };

/** Ends a link at once, after a question. */
export function ShareRevoke({ share, revoke, onClose }: Props) {
  return (
    <RevokeQuestion
      name={share.name}
      revoke={revoke}
      input={{ shareId: share.id }}
      touches={["share.list"]}
      done={`The link for ${share.name} is revoked`}
      onClose={onClose}
    >
      The link, and every card made with it, shows nothing from now on. It cannot be undone; another can be made.
    </RevokeQuestion>
  );
}
