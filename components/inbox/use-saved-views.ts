"use client";
import { useCallback, useRef, useState } from "react";
import type { InboxQuery, ViewPlace } from "#components/inbox/use-inbox-filter.ts";
import { announce } from "#components/ui/announcer.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { ViewActions } from "#lib/client/actions.ts";
import type { Problem } from "#lib/client/problem.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { useView } from "#lib/client/use-view.ts";
import type { ColumnLayout } from "#lib/views/column-layout.ts";
import type { SavedView, SavedViews, ViewBody } from "#lib/views/saved-views.ts";
import { isSameBody } from "#lib/views/view-address.ts";

type Draft = { readonly name: string; readonly isShared: boolean };
export type OpenViewDialog = "pick" | "new" | "change" | "delete" | null;
export type Views = {
  readonly list: SavedViews | undefined;
  readonly problem: Problem | null;
  /** The view of the address; undefined while it is read, null when there is none, or none any more. */
  readonly current: SavedView | null | undefined;
  readonly isGone: boolean;
  /** The list on the screen is not the view any more. */
  readonly isChanged: boolean;
  readonly isBusy: boolean;
  readonly dialog: OpenViewDialog;
  readonly ask: (dialog: OpenViewDialog) => void;
  readonly open: (view: SavedView) => void;
  readonly leave: () => void;
  readonly discard: () => void;
  /** Saves what is on the screen into the open view, or as another one. */
  readonly save: () => void;
  readonly saveAs: (draft: Draft) => Promise<unknown>;
  readonly change: (draft: Draft) => Promise<unknown>;
  readonly remove: () => Promise<unknown>;
  /** The columns of the list on the screen; null: as they come. */
  readonly columns: ColumnLayout | null;
  /** Changes the columns of the open view, until it is saved or discarded. */
  readonly setColumns: (columns: ColumnLayout | null) => void;
};
type Props = {
  readonly filter: InboxQuery;
  readonly place: ViewPlace;
  /** The person's columns, for lists that are no view and for views without columns of their own. */
  readonly ownColumns: ColumnLayout | null;
  readonly actions: ViewActions;
};

/** The saved views of the inbox: the address says which one is open, the list on the screen whether it was changed. */
export function useSavedViews({ filter, place, ownColumns, actions }: Props): Views {
  const { data: list, error } = useView("view.list", {}, { every: 20_000 });
  const [dialog, ask] = useState<OpenViewDialog>(null);
  const current = place.viewId === null ? null : list?.views.find((view) => view.id === place.viewId);
  const seen = useSeenVersion(current ?? null);
  const [tried, setTried] = useState<{ viewId: string; columns: ColumnLayout | null } | null>(null);
  const isTried = tried !== null && tried.viewId === place.viewId;
  const viewColumns = isTried ? tried.columns : (current?.body.columns ?? null);
  const onScreen: ViewBody = { ...filter, columns: place.viewId === null ? ownColumns : viewColumns };
  const options = { touches: ["view.list"] as const };
  const save = useCommand<{ viewId: string; version: number }>(actions.save, options);
  const remove = useCommand<{ name: string }>(actions.remove, options);
  const open = (view: SavedView) => {
    seen.set(view);
    setTried(null);
    place.show(view.id, view.body);
    announce(`View ${view.name}`);
  };
  const store = async (view: SavedView | null, { name, isShared }: Draft, body: ViewBody) => {
    const seenVersion = view ? seen.of(view) : null;
    const stored = await save.mutateAsync({ viewId: view?.id ?? null, seenVersion, name, isShared, body });
    seen.set({ id: stored.viewId, version: stored.version });
    if (body === onScreen) setTried(null);
    if (!view) place.show(stored.viewId, body);
    notify({ title: `View “${name}” saved`, tone: "good" });
  };
  return {
    list,
    problem: error,
    current,
    isGone: place.viewId !== null && list !== undefined && current === undefined,
    isChanged: current ? !isSameBody(onScreen, current.body) : false,
    isBusy: save.isPending || remove.isPending,
    dialog,
    ask,
    open,
    columns: onScreen.columns ?? ownColumns,
    setColumns: (columns) => (place.viewId === null ? undefined : setTried({ viewId: place.viewId, columns })),
    leave: place.leave,
    discard: () => (current ? open(current) : undefined),
    save: () => (current ? void store(current, current, onScreen).catch(notifyProblem) : undefined),
    saveAs: (draft) => store(null, draft, onScreen),
    change: async (draft) => (current ? await store(current, draft, current.body) : undefined),
    remove: async () => {
      if (!current) return;
      const { name } = await remove.mutateAsync({ viewId: current.id });
      place.leave();
      notify({ title: `View “${name}” deleted`, tone: "good" });
    },
  };
}

/** Which version of a view the person opened: somebody else's newer one must not be overwritten unseen. */
function useSeenVersion(current: Pick<SavedView, "id" | "version"> | null) {
  const versions = useRef(new Map<string, number>());
  if (current && !versions.current.has(current.id)) versions.current.set(current.id, current.version);
  const set = useCallback((view: Pick<SavedView, "id" | "version">) => {
    versions.current.set(view.id, view.version);
  }, []);
  return { set, of: (view: Pick<SavedView, "id" | "version">) => versions.current.get(view.id) ?? view.version };
}
