"use client";
import { useState } from "react";
import { assignableItem } from "#components/assign/assignable.ts";
import { useAssign } from "#components/assign/use-assign.tsx";
import { useKeys } from "#components/keys/key-registry.tsx";
import { type Decidable, decidableItem } from "#components/review/decidable.ts";
import { itemPace } from "#components/review/item-pace.ts";
import { LazyRejectDialog } from "#components/review/lazy-reject-dialog.tsx";
import { Review } from "#components/review/review.tsx";
import { useAcceptOne } from "#components/review/use-accept-one.ts";
import { useDecisions } from "#components/review/use-decisions.ts";
import { BackLine } from "#components/shell/back-line.tsx";
import { BottomLine } from "#components/shell/bottom-line.tsx";
import { type Hint, KeyHints } from "#components/shell/key-hints.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import { later } from "#components/ui/later.tsx";
import { notify } from "#components/ui/notices.tsx";
import type { DecisionActions } from "#lib/client/actions.ts";
import { useView } from "#lib/client/use-view.ts";
import type { ItemView } from "#lib/views/item.ts";

const ItemSheet = later(async () => (await import("#components/review/item-sheet.tsx")).ItemSheet);

type Props = { readonly first: ItemView; readonly actions: DecisionActions };

const hints: readonly Hint[] = [
  ["accept", "accept"],
  ["reject", "reject"],
  ["section", "sections"],
  ["takeBack", "take back"],
  ["back", "back"],
  ["help", "all keys"],
];

/** One item on its own page; on a phone this is where decisions are made. */
export function ItemPage({ first, actions }: Props) {
  const { data: view = first } = useView("item.view", { itemId: first.id }, { first, every: itemPace });
  const go = useGo();
  const decisions = useDecisions(actions);
  const acceptOne = useAcceptOne(decisions.accept);
  const [rejecting, setRejecting] = useState<readonly Decidable[] | null>(null);
  const back = useWayBack(view);
  const accept = () => acceptOne(decidableItem(view));
  const reject = () => {
    const action = view.actions.find((one) => one.gesture === "reject");
    if (action?.isAllowed) setRejecting([decidableItem(view)]);
    else notify({ title: `${view.number} cannot be rejected`, text: action?.reason ?? undefined });
  };
  const assigning = useAssign(actions);
  const assign = () => assigning.ask([assignableItem(view)]);
  useKeys({ accept, reject, assign, takeBack: decisions.takeBackLast, back: () => go(back.href) });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ItemSheet view={view} />
      <BackLine href={back.href} label={back.label} className="px-3" />
      <div data-screen-only className="mx-auto min-h-0 w-full max-w-6xl flex-1 border-x border-line max-xl:border-x-0">
        <Review
          view={view}
          actions={actions}
          decisions={decisions}
          onAccept={accept}
          onReject={reject}
          onAssign={assign}
          level={1}
        />
      </div>
      <BottomLine>
        <KeyHints hints={hints} />
      </BottomLine>
      {assigning.dialog}
      {rejecting ? (
        <LazyRejectDialog
          rows={rejecting}
          reject={decisions.reject}
          onClose={() => setRejecting(null)}
          onDone={() => setRejecting(null)}
        />
      ) : null}
    </div>
  );
}

/** To the item's place in the inbox, or in its project for those who have no inbox. */
function useWayBack({ id, project }: ItemView): { readonly href: string; readonly label: string } {
  const hasInbox = useReasonAgainst("inbox.read") === null;
  if (hasInbox || project.id === null) return { href: `/inbox?item=${id}`, label: "Inbox" };
  return { href: `/projects/${project.id}`, label: `${project.number} ${project.name}` };
}
