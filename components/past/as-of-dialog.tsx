"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { AsOfForm } from "#components/past/as-of-form.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import { serverNowMs } from "#lib/client/server-clock.ts";
import { pageAt, pastPathOf } from "#lib/views/past-address.ts";
import type { NavEntry } from "#lib/views/screens.ts";

/** Lists and settings that have a past; items and projects have one, too, on their own pages. */
const places = ["/inbox", "/projects", "/vendors", "/settings"];

type Props = { readonly nav: readonly NavEntry[]; readonly onClose: () => void };

/** Turns the page that one is on to a past time, or another one where this has no past. */
export function AsOfDialog({ nav, onClose }: Props) {
  const go = useGo();
  const search = useSearchParams();
  const own = pastPathOf(usePathname(), search.toString());
  const open = nav.filter(({ href, isAllowed }) => isAllowed && places.includes(href));
  const [place, setPlace] = useState(open[0]?.href ?? null);
  const path = own ?? (place === null ? null : pastPathOf(place, ""));
  const show = (at: string) => {
    if (path === null) return;
    onClose();
    go(pageAt(path, at));
  };
  const description =
    own === null
      ? "This page has no past of its own. Items, projects and these have one:"
      : "This page as it was, read only, until you go back to now.";
  return (
    <Dialog isOpen onClose={onClose} title="As it was" description={description} size="sm">
      <div className="flex flex-col items-start gap-3 p-4">
        {own === null ? (
          <Select
            label="Page"
            none={open.length === 0 ? "None that you may see" : "Choose a page"}
            value={place}
            options={open.map(({ href, label }) => ({ id: href, label }))}
            onChange={setPlace}
          />
        ) : null}
        <AsOfForm at={search.get("at") ?? new Date(serverNowMs()).toISOString()} onShow={show} />
      </div>
    </Dialog>
  );
}
