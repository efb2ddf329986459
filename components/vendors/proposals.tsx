"use client";
import { Kbd } from "#components/keys/kbd.tsx";
import { Consequence } from "#components/vendors/consequence.tsx";
import { StatusWord } from "#components/vendors/status-word.tsx";
import type { ProposalView, VendorMatch } from "#lib/views/vendors.ts";

type Props = {
  readonly match: VendorMatch;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
};

/** Up to three that may be the same, each with what speaks for it and against it, and what a link would free. */
export function Proposals({ match, chosen, onChoose }: Props) {
  if (match.proposals.length === 0)
    return (
      <p className="px-4 py-3 text-ink-2">
        {match.lane === null ? "It is being compared with all others just now." : "Nothing has a like name."} Search for
        another, or go on.
      </p>
    );
  return (
    <fieldset className="min-w-0 divide-y divide-line border-b border-line" data-own-arrows="">
      <legend className="unseen">Proposals for {match.party.name}</legend>
      {match.proposals.map((one, n) => (
        <Proposal key={one.id} one={one} n={n} match={match} isChosen={one.id === chosen} onChoose={onChoose} />
      ))}
    </fieldset>
  );
}

type OneProps = {
  readonly one: ProposalView;
  readonly n: number;
  readonly match: VendorMatch;
  readonly isChosen: boolean;
  readonly onChoose: (id: string) => void;
};

function Proposal({ one, n, match, isChosen, onChoose }: OneProps) {
  return (
    <label className="block px-4 py-2 hover:bg-hover has-checked:bg-accent-faint">
      <span className="flex min-h-6 min-w-0 items-center gap-2">
        <input
          type="radio"
          name="proposal"
          checked={isChosen}
          onChange={() => onChoose(one.id)}
          className="size-3.5 shrink-0 accent-accent"
        />
        {n < 3 ? (
          <span className="max-md:hidden">
            <Kbd chord={String(n + 1)} />
          </span>
        ) : null}
        {match.side === "company" ? <span className="shrink-0 font-mono text-xs">{one.id}</span> : null}
        <span className="min-w-0 truncate font-medium" title={one.name}>
          {one.name}
        </span>
        <StatusWord status={one.status} />
        {one.isCertain ? (
          <span className="shrink-0 rounded-sm bg-good-soft px-1 text-xs text-good">certain</span>
        ) : null}
        {one.takenBy ? (
          <span className="shrink-0 rounded-sm bg-bad-soft px-1 text-xs text-bad">linked to {one.takenBy}</span>
        ) : null}
        <Bar strength={one.strength} />
      </span>
      <span className="mt-1 flex flex-wrap gap-1 pl-6 text-xs">
        {one.matched.map((pair) => (
          <Word key={`${pair.mine}/${pair.theirs}`} tone="good" sign="=">
            {pair.mine === pair.theirs ? pair.mine : `${pair.mine} ~ ${pair.theirs}`}
          </Word>
        ))}
        {[...one.clashing.mine, ...one.clashing.theirs].map((word) => (
          <Word key={word} tone="bad" sign="≠">
            {word}
          </Word>
        ))}
      </span>
      <span className="mt-1 block pl-6 text-xs text-ink-2">
        {one.why} <Consequence waiting={one.waiting} />
      </span>
    </label>
  );
}

function Word({
  tone,
  sign,
  children,
}: {
  readonly tone: "good" | "bad";
  readonly sign: string;
  readonly children: string;
}) {
  return (
    <span className={`rounded-sm px-1 ${tone === "good" ? "bg-good-soft text-good" : "bg-bad-soft text-bad"}`}>
      <span aria-hidden="true">{sign} </span>
      <span className="unseen">{tone === "good" ? "same: " : "only one has: "}</span>
      {children}
    </span>
  );
}

function Bar({ strength }: { readonly strength: number }) {
  return (
    <span className="ml-auto h-1.5 w-16 shrink-0 rounded-sm bg-sunken" title={`${strength} of 100`}>
      <span className="block h-full rounded-sm bg-accent" style={{ width: `${strength}%` }} />
      <span className="unseen">strength {strength} of 100</span>
    </span>
  );
}
