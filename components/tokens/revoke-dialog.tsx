"use client";
import { RevokeQuestion } from "#components/ui/revoke-question.tsx";
import type { TokenActions } from "#lib/client/actions.ts";
import type { TokenRow } from "#lib/views/tokens.ts";

type Props = { readonly token: TokenRow; readonly revoke: TokenActions["revoke"]; readonly onClose: () => void };

/** Ends a token at once, after a question: what asks with it stops working. */
export function RevokeDialog({ token, revoke, onClose }: Props) {
  return (
    <RevokeQuestion
      name={token.name}
      revoke={revoke}
      input={{ tokenId: token.id }}
      touches={["token.list"]}
      done={`The token “${token.name}” is revoked`}
      onClose={onClose}
    >
      The program that asks with it ({token.prefix}…, of {token.person}) is refused from now on. It cannot be undone;
      another token can be made.
    </RevokeQuestion>
  );
}
