"use client";
import { useState } from "react";
import { Pager, useTurns } from "#components/table/pager.tsx";
import { OpenDoors } from "#components/tokens/open-doors.tsx";
import { RevokeDialog } from "#components/tokens/revoke-dialog.tsx";
import { TokenDialog } from "#components/tokens/token-dialog.tsx";
import { TokenTable } from "#components/tokens/token-table.tsx";
import { Block } from "#components/ui/block.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { ShownOnce, ShownOnceDialog } from "#components/ui/shown-once.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { TokenActions } from "#lib/client/actions.ts";
import { useView } from "#lib/client/use-view.ts";
import { mostPerMinute } from "#lib/core/api-tokens.ts";
import type { MadeToken, OpenDoor, TokenList, TokenRow } from "#lib/views/tokens.ts";

type Props = {
  readonly first: TokenList;
  readonly actions: TokenActions;
  readonly doors: readonly OpenDoor[];
  /** Where this installation is, as programs reach it. */
  readonly address: string;
};

/** Tokens with which programs ask in a person's name, and what is open to them. */
export function Tokens({ first, actions, doors, address }: Props) {
  const turns = useTurns();
  const { data: view = first } = useView("token.list", turns.input, turns.isNewest ? { first, every: 10_000 } : {});
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<MadeToken | null>(null);
  const [revoked, setRevoked] = useState<TokenRow | null>(null);
  const note = view.isWhole ? "Everybody's, newest first." : "Your own, newest first.";
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead
        title="API"
        note="Programs ask with a token, in the name of whoever made it. Decisions on exports stay with people."
      >
        <Button look="primary" onPress={() => setMaking(true)}>
          Make a token
        </Button>
      </PageHead>
      <div className="relative min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-6xl flex-col gap-6 p-4">
          <Block id="tokens" title="Tokens" note={note}>
            {view.rows.length === 0 ? (
              <EmptyState title="No token yet">A program that reads or comments here needs one.</EmptyState>
            ) : (
              <TokenTable rows={view.rows} isWhole={view.isWhole} onRevoke={setRevoked} />
            )}
            <Pager turns={turns} next={view.next} />
          </Block>
          <Example address={address} />
          <OpenDoors doors={doors} />
        </div>
      </div>
      {isMaking ? (
        <TokenDialog rights={view.rights} make={actions.make} onClose={() => setMaking(false)} onMade={setMade} />
      ) : null}
      {revoked ? <RevokeDialog token={revoked} revoke={actions.revoke} onClose={() => setRevoked(null)} /> : null}
      {made ? <Once made={made} onClose={() => setMade(null)} /> : null}
    </div>
  );
}

function Once({ made, onClose }: { readonly made: MadeToken; readonly onClose: () => void }) {
  return (
    <ShownOnceDialog title={`The token “${made.name}”`} onClose={onClose}>
      <p className="mb-2">
        Whoever has it acts in your name, as far as its rights go. It is shown only now: keep it where the program keeps
        its secrets, never in a file that is shared.
      </p>
      <ShownOnce what="Token" text={made.token} />
    </ShownOnceDialog>
  );
}

function Example({ address }: { readonly address: string }) {
  const words = `curl -H "Authorization: Bearer $COUNTERSIGN_TOKEN" \\\n  "${address}/api/v1/views/inbox.page?tab=ready&limit=50"`;
  return (
    <Block
      id="example"
      title="How a program asks"
      note={`Without a cookie, and ${mostPerMinute} times a minute at most.`}
    >
      <div className="flex flex-wrap items-start gap-3 p-3">
        <pre className="min-w-0 flex-1 basis-80 rounded-md border border-line bg-sunken p-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {words}
        </pre>
        <CopyButton text={words} what="Example" />
      </div>
      <p className="border-t border-line px-3 py-2 text-ink-2">
        Every address, its input and its refusals:{" "}
        <a href="/api/openapi.json" className="text-accent underline">
          the OpenAPI document
        </a>
        .
      </p>
    </Block>
  );
}
