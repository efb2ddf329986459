"use client";
import { Bookmark, X } from "lucide-react";
import type { Views } from "#components/inbox/use-saved-views.ts";
import { Button } from "#components/ui/button.tsx";

/** Which saved view is open; where the list was changed, the ways to keep that or to go back. */
export function ViewButton({ views }: { readonly views: Views }) {
  const { current, isGone, isChanged, isBusy } = views;
  return (
    <span className="inline-flex shrink-0 items-center gap-1.5">
      <Button size="sm" shortcut="views" onPress={() => views.ask("pick")}>
        <Bookmark aria-hidden="true" className="size-3.5" />
        <span className="max-w-40 truncate">
          {current ? <span className="unseen">View: </span> : null}
          {current ? current.name : "Views"}
        </span>
      </Button>
      {isGone ? (
        <>
          <span className="text-xs text-bad">This view was deleted, or is not shared with you</span>
          <Button size="sm" look="ghost" onPress={views.leave}>
            <X aria-hidden="true" className="size-3.5" />
            Close
          </Button>
        </>
      ) : null}
      {current && isChanged ? (
        <>
          <span className="text-xs text-wait">changed</span>
          <Button
            size="sm"
            isBusy={isBusy}
            reason={current.canChange ? null : `It belongs to ${current.owner}: V saves your list as another view.`}
            onPress={views.save}
          >
            Save
          </Button>
          <Button size="sm" look="ghost" onPress={views.discard}>
            Discard
          </Button>
        </>
      ) : null}
    </span>
  );
}
