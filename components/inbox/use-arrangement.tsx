"use client";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { InboxQuery, ViewPlace } from "#components/inbox/use-inbox-filter.ts";
import { useSavedViews, type Views } from "#components/inbox/use-saved-views.ts";
import { laterWindow } from "#components/ui/later.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import type { Action, ViewActions } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { useView } from "#lib/client/use-view.ts";
import { viewKey } from "#lib/client/view-names.ts";
import type { ColumnLayout } from "#lib/views/column-layout.ts";
import type { OwnPreferences } from "#lib/views/own-preferences.ts";

const ViewDialogs = laterWindow(async () => (await import("#components/inbox/view-dialogs.tsx")).ViewDialogs);
const SortMenu = laterWindow(async () => (await import("#components/inbox/sort-menu.tsx")).SortMenu);
const ColumnsDialog = laterWindow(async () => (await import("#components/inbox/columns-dialog.tsx")).ColumnsDialog);

export type ArrangementActions = ViewActions & { readonly savePreferences: Action<{ saved: number }> };
type Props = {
  readonly filter: InboxQuery;
  readonly place: ViewPlace;
  readonly actions: ArrangementActions;
  readonly firstPreferences: OwnPreferences;
  readonly onSort: (sort: InboxQuery["sort"], dir: InboxQuery["dir"]) => void;
};
type Arrangement = {
  readonly views: Views;
  readonly layout: ColumnLayout | null;
  readonly setLayout: (layout: ColumnLayout | null) => void;
  readonly askSort: () => void;
  readonly askColumns: () => void;
  readonly dialog: ReactNode;
};

/** How the list is arranged: the saved view, the order, the columns; and the dialogs that change them. */
export function useArrangement({ filter, place, actions, firstPreferences, onSort }: Props): Arrangement {
  const [own, saveOwn] = useOwnColumns(actions, firstPreferences);
  const views = useSavedViews({ filter, place, ownColumns: own, actions });
  const [open, setOpen] = useState<"sort" | "columns" | null>(null);
  const close = () => setOpen(null);
  const setLayout = place.viewId === null ? saveOwn : views.setColumns;
  return {
    views,
    layout: views.columns,
    setLayout,
    askSort: () => setOpen("sort"),
    askColumns: () => setOpen("columns"),
    dialog: (
      <>
        {views.dialog ? <ViewDialogs views={views} /> : null}
        {open === "sort" ? <SortMenu filter={filter} onSort={onSort} onClose={close} /> : null}
        {open === "columns" ? (
          <ColumnsDialog
            layout={views.columns}
            where={
              views.current
                ? `They belong to the view “${views.current.name}”: save the view to keep them.`
                : "They are kept for you in this company."
            }
            onChange={setLayout}
            onClose={close}
          />
        ) : null}
      </>
    ),
  };
}

const restMs = 800;

/** The person's own columns: they change at once and are stored when the person has come to rest. */
function useOwnColumns(
  actions: ArrangementActions,
  first: OwnPreferences,
): readonly [ColumnLayout | null, (layout: ColumnLayout | null) => void] {
  const client = useQueryClient();
  const { data = first } = useView("preference.view", {}, { first });
  const save = useCommand<{ saved: number }>(actions.savePreferences, { touches: [], onProblem: notifyProblem });
  const timer = useRef<number | undefined>(undefined);
  const waiting = useRef<(() => void) | null>(null);
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
      waiting.current?.();
    },
    [],
  );
  const set = (columns: ColumnLayout | null) => {
    client.setQueryData<OwnPreferences>(viewKey("preference.view", {}), { ...data, columns });
    window.clearTimeout(timer.current);
    waiting.current = () => {
      waiting.current = null;
      save.mutate({ columns });
    };
    timer.current = window.setTimeout(() => waiting.current?.(), restMs);
  };
  return [data.columns, set];
}
