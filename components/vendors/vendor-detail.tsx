"use client";
import { useState } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, Skeleton } from "#components/ui/states.tsx";
import { FieldCompare } from "#components/vendors/field-compare.tsx";
import { LinkDialog } from "#components/vendors/link-dialog.tsx";
import { LinkedDetail } from "#components/vendors/linked-detail.tsx";
import { mayImport, NewCompany } from "#components/vendors/new-company.tsx";
import { NewVendor } from "#components/vendors/new-vendor.tsx";
import { Proposals } from "#components/vendors/proposals.tsx";
import { Refused } from "#components/vendors/refused.tsx";
import type { Bringing } from "#components/vendors/use-bringing.ts";
import type { Linking, LinkPair } from "#components/vendors/use-linking.ts";
import type { Sending } from "#components/vendors/use-sending.ts";
import { useView } from "#lib/client/use-view.ts";
import type { ProposalView, VendorMatch, VendorRow } from "#lib/views/vendors.ts";

type Props = {
  readonly row: VendorRow;
  readonly linking: Linking;
  readonly sending: Sending;
  readonly bringing: Bringing;
  readonly onSkip: () => void;
};

/** What is known about the row under the cursor, and what can be done with it. */
export function VendorDetail(props: Props) {
  const { row } = props;
  const { data, error, refetch } = useView(
    "vendor.match",
    { side: row.side, id: row.id },
    { every: (seen) => (seen && seen.lane === null && seen.link === null ? 3_000 : 30_000) },
  );
  if (error && !data) return <ErrorState sentence={error.sentence} fix={error.fix} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={6} label="Loading the proposals" />;
  return (
    <section aria-label={`Proposals for ${data.party.name}`} className="min-h-0 flex-1 overflow-y-auto bg-surface">
      {data.link ? (
        <LinkedDetail match={data} row={row} linking={props.linking} />
      ) : (
        <OpenDetail match={data} {...props} />
      )}
    </section>
  );
}

/** The pair of a party and what is proposed to it, whichever side it is on. */
function pairOf(
  match: VendorMatch,
  other: { readonly id: string; readonly name: string },
  one?: ProposalView,
): LinkPair {
  return match.side === "company"
    ? { vendorId: match.party.id, name: match.party.name, sageVendor: other.id, waiting: match.waiting }
    : { vendorId: other.id, name: other.name, sageVendor: match.party.id, waiting: one?.waiting ?? match.waiting };
}

/** Chosen beforehand is only what could hardly be another: a certain pair, or one that has the same name. */
function likely(match: VendorMatch): string | null {
  const free = match.proposals.filter(({ takenBy, isActive }) => takenBy === null && isActive);
  const same = free.filter(
    ({ isCertain, clashing, matched }) =>
      isCertain || (matched.every(({ how }) => how === "same") && clashing.mine.length + clashing.theirs.length === 0),
  );
  return same.length === 1 ? (same[0]?.id ?? null) : null;
}

function OpenDetail({ match, row, linking, sending, bringing, onSkip }: Props & { readonly match: VendorMatch }) {
  const [picked, setPicked] = useState<{ readonly of: string; readonly id: string } | null>(null);
  const [isSearching, setSearching] = useState(false);
  const chosen = picked?.of === match.party.id ? picked.id : likely(match);
  const one = match.proposals.find(({ id }) => id === chosen) ?? null;
  const right = match.canLink.isAllowed ? null : (match.canLink.reason ?? "Your role does not include this.");
  const noLink = right ?? (one === null ? "Choose a proposal first, or search for one." : takenReason(one));
  const link = () => one && noLink === null && void linking.link(pairOf(match, one, one));
  const refuse = () => one && right === null && void linking.refuse(pairOf(match, one, one));
  const { item } = match;
  useKeys({
    pick: (chord) => {
      const wanted = match.proposals[Number(chord) - 1];
      if (wanted) setPicked({ of: match.party.id, id: wanted.id });
    },
    link,
    notSame: refuse,
    skip: onSkip,
    createVendor: () => {
      if (item?.state === "not_sent" && item.action?.isAllowed) sending.act(match.party.name, item, item.action);
      if (match.staged && mayImport(match.staged.row)) bringing.ask(match.party.id);
    },
  });
  return (
    <>
      <div className="flex flex-wrap items-center gap-1 border-b border-line px-4 py-2">
        <Button size="sm" look="primary" shortcut="link" reason={noLink} isBusy={linking.isBusy} onPress={link}>
          Link
        </Button>
        <Button
          size="sm"
          shortcut="notSame"
          reason={right ?? (one === null ? "Choose a proposal first." : null)}
          onPress={refuse}
        >
          Not the same
        </Button>
        <Button size="sm" look="ghost" reason={right} onPress={() => setSearching(true)}>
          Search …
        </Button>
        <Button size="sm" look="ghost" shortcut="skip" onPress={onSkip}>
          Skip
        </Button>
        {row.side === "sage" ? <Archive row={row} reason={right} linking={linking} /> : null}
      </div>
      <div className="xl:grid xl:grid-cols-[minmax(0,11fr)_minmax(0,9fr)]">
        <div className="min-w-0">
          <Proposals match={match} chosen={chosen} onChoose={(id) => setPicked({ of: match.party.id, id })} />
          <div className="px-4 py-2">
            <NewVendor match={match} sending={sending} />
            <NewCompany match={match} bringing={bringing} />
            <Refused match={match} reason={right} linking={linking} />
          </div>
        </div>
        <div className="min-w-0 border-line xl:border-l">
          <FieldCompare match={match} other={one} />
        </div>
      </div>
      {isSearching ? (
        <LinkDialog
          match={match}
          isBusy={linking.isBusy}
          onClose={() => setSearching(false)}
          onLink={(hit) => void linking.link(pairOf(match, hit), () => setSearching(false))}
        />
      ) : null}
    </>
  );
}

function takenReason({ id, takenBy }: ProposalView): string | null {
  return takenBy === null ? null : `${id} is already linked to ${takenBy}. Unlink it there first.`;
}

function Archive({
  row,
  reason,
  linking,
}: {
  readonly row: VendorRow;
  readonly reason: string | null;
  readonly linking: Linking;
}) {
  const isArchived = row.archived !== null;
  return (
    <Button size="sm" look="ghost" reason={reason} onPress={() => void linking.archive(row.id, row.name, !isArchived)}>
      {isArchived ? "Restore" : "Archive"}
    </Button>
  );
}
