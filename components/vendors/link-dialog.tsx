"use client";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { Consequence } from "#components/vendors/consequence.tsx";
import { StatusWord } from "#components/vendors/status-word.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { PartyHit } from "#lib/client/view-names.ts";
import { otherSide } from "#lib/core/matching/side.ts";
import type { VendorMatch } from "#lib/views/vendors.ts";

type Props = {
  readonly match: VendorMatch;
  readonly isBusy: boolean;
  readonly onLink: (hit: PartyHit) => void;
  readonly onClose: () => void;
};
const nouns = { company: "company of the directory", sage: "Sage vendor" } as const;

/** Any Sage vendor, or any company of the directory, by part of its id or name. */
export function LinkDialog({ match, isBusy, onLink, onClose }: Props) {
  const side = otherSide(match.side);
  const [q, setQ] = useState(match.party.name.split(/[\s,]+/)[0] ?? "");
  const { data, error, isFetching } = useView(
    "vendor.search",
    { side, q: q.trim() },
    { isOn: q.trim().length > 1, keepsPrevious: true },
  );
  const input = useRef<HTMLInputElement>(null);
  const hits = q.trim().length > 1 ? (data?.rows ?? []) : [];
  const label = side === "sage" ? "Sage vendor, part of its id or name" : "Company, part of its name";
  const none = `No ${nouns[side]} has this in its name.`;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Link ${match.party.name}`}
      description={match.side === "company" ? <Consequence waiting={match.waiting} /> : undefined}
      initialFocus={input}
    >
      <TextInput label={label} type="search" value={q} onChange={setQ} inputRef={input} />
      <p role="status" className="mt-1 min-h-5 text-xs text-ink-2">
        {words(q, hits.length, isFetching, none, error?.sentence)}
      </p>
      <ul className="mt-1 min-h-40 divide-y divide-line">
        {hits.map((hit) => (
          <Hit key={hit.id} hit={hit} hasCode={side === "sage"} isBusy={isBusy} onLink={() => onLink(hit)} />
        ))}
      </ul>
    </Dialog>
  );
}

function words(q: string, found: number, isFetching: boolean, none: string, problem: string | undefined): string {
  if (problem) return problem;
  if (q.trim().length < 2) return "Write at least two letters.";
  if (found === 0) return isFetching ? "Searching …" : none;
  return `${found} found`;
}

type HitProps = {
  readonly hit: PartyHit;
  readonly hasCode: boolean;
  readonly isBusy: boolean;
  readonly onLink: () => void;
};

function Hit({ hit, hasCode, isBusy, onLink }: HitProps) {
  const called = hasCode ? `${hit.id} ${hit.name}` : hit.name;
  return (
    <li className="flex min-h-10 items-center gap-2 py-1">
      {hasCode ? <span className="w-24 shrink-0 truncate font-mono text-xs">{hit.id}</span> : null}
      <span className="min-w-0 flex-1">
        {hit.name} <StatusWord status={hit.status} />
        {hit.linkedTo ? <span className="block text-xs text-ink-2">linked to {hit.linkedTo}</span> : null}
      </span>
      <Button
        size="sm"
        isBusy={isBusy}
        label={`Link to ${called}`}
        reason={hit.linkedTo ? `${called} is already linked to ${hit.linkedTo}. Unlink it there first.` : null}
        onPress={onLink}
      >
        Link
      </Button>
    </li>
  );
}
