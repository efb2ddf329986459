"use client";
import Link from "next/link";
import { useState } from "react";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { useCompany } from "#components/time/company.tsx";
import { Age, Stamp } from "#components/time/when.tsx";
import { Block } from "#components/ui/block.tsx";
import { Button } from "#components/ui/button.tsx";
import { useView } from "#lib/client/use-view.ts";
import { stuckHolders } from "#lib/core/stuck.ts";
import { causeHref } from "#lib/views/cause-lines.ts";
import type { CauseLine, CauseList } from "#lib/views/causes.ts";

const mid = "max-md:hidden";
const wide = "max-lg:hidden";

/** One line per cause, however many items it holds up; muted ones only on demand. */
export function CausesSection({ first }: { readonly first: CauseList }) {
  // Everything that is held up is counted for it: it is looked at less often than the legs.
  const { data: view = first } = useView("cause.list", {}, { first, every: 15_000 });
  const [isAll, setAll] = useState(false);
  const muted = view.causes.filter((cause) => cause.mute !== null).length;
  const shown = view.causes.filter((cause) => isAll || cause.mute === null);
  return (
    <Block id="causes" title="What holds items up" note={noteOf(view, muted)}>
      {shown.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">
          {muted > 0 ? "Nothing that is not muted." : "Nothing."} A cause appears here as soon as an item is blocked,
          waits too long or fails.
        </p>
      ) : (
        <CausesTable causes={shown} now={view.now} />
      )}
      {muted > 0 ? (
        <p className="border-t border-line px-4 py-2">
          <Button size="sm" look="ghost" onPress={() => setAll(!isAll)}>
            {isAll ? "Leave out what is muted" : `Show ${count(muted, "muted cause")}`}
          </Button>
        </p>
      ) : null}
    </Block>
  );
}

function noteOf({ causes, moreCauses }: CauseList, muted: number): string | undefined {
  if (causes.length === 0) return undefined;
  const more = moreCauses > 0 ? ` ${count(moreCauses, "cause")} with fewer items left out.` : "";
  return `One line per cause.${muted > 0 ? ` ${count(muted, "cause")} muted.` : ""}${more}`;
}

function CausesTable({ causes, now }: { readonly causes: readonly CauseLine[]; readonly now: string }) {
  const { currency } = useCompany();
  return (
    <table className="data-table">
      <caption className="unseen">Causes with the items and the money they hold up</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-4">
            Cause
          </th>
          <th scope="col" className="figure w-16">
            Items
          </th>
          <th scope="col" className={`figure w-36 ${mid}`}>
            Amount, {currency}
          </th>
          <th scope="col" className={`w-32 ${wide}`}>
            First seen
          </th>
          <th scope="col" className={`w-32 ${wide}`}>
            Last seen
          </th>
          <th scope="col" className={`w-36 ${mid}`}>
            With
          </th>
          <th scope="col" className={`w-40 ${mid}`}>
            Fix
          </th>
        </tr>
      </thead>
      <tbody>
        {causes.map((cause) => (
          <CauseRow key={cause.key} cause={cause} now={now} />
        ))}
      </tbody>
    </table>
  );
}

function CauseRow({ cause, now }: { readonly cause: CauseLine; readonly now: string }) {
  const own = causeHref(cause.key);
  return (
    <tr className={cause.mute ? "text-ink-3" : ""}>
      <th scope="row" className="wrap min-w-48 py-1.5 pl-4 font-normal">
        <Link href={own} prefetch={false} className="rounded-sm font-medium text-accent wrap-anywhere hover:underline">
          {cause.words}
        </Link>
        <span className="block text-xs text-ink-2">{cause.fix}</span>
        {cause.mute ? (
          <span className="block text-xs text-ink-2 wrap-anywhere">
            Muted until <Stamp at={cause.mute.until} /> by {cause.mute.by}: {cause.mute.note}
          </span>
        ) : null}
        <span className="block text-xs text-ink-2 md:hidden">
          <Amount value={cause.amount} /> · with {cause.owner?.name ?? stuckHolders[cause.holder]}
        </span>
      </th>
      <td className="figure">{cause.items.toLocaleString("en-US")}</td>
      <td className={`figure ${mid}`}>
        <Amount value={cause.amount} />
      </td>
      <td className={wide}>
        <Age at={cause.firstAt} now={now} />
      </td>
      <td className={wide}>
        <Age at={cause.lastAt} now={now} />
      </td>
      <td className={`wrap ${mid}`}>
        {cause.owner ? <span className="block font-medium">{cause.owner.name}</span> : null}
        <span className="block text-ink-2">{stuckHolders[cause.holder]}</span>
      </td>
      <td className={mid}>
        {/* The way to Sage is shown on this very page. */}
        {cause.next.href === "/health" ? (
          <a href="#clients" className="text-accent hover:underline">
            Sync clients<span className="unseen">: {cause.words}</span>
          </a>
        ) : (
          <Link href={cause.next.href} prefetch={false} className="text-accent hover:underline">
            {cause.next.label}
            <span className="unseen">: {cause.words}</span>
          </Link>
        )}
      </td>
    </tr>
  );
}
