"use client";
import { createContext, type ReactNode, useContext } from "react";
import type { FileActions } from "#lib/client/actions.ts";

const Context = createContext<FileActions | null>(null);

/** What can be done with exported tables, for every screen that exports one. */
export function FileActionsProvider({
  actions,
  children,
}: {
  readonly actions: FileActions;
  readonly children: ReactNode;
}) {
  return <Context.Provider value={actions}>{children}</Context.Provider>;
}

/** Throws outside of the shell. */
export function useFileActions(): FileActions {
  const actions = useContext(Context);
  if (!actions) throw new Error("exported tables are only known inside the shell");
  return actions;
}
