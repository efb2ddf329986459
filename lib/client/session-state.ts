"use client";
import { useSyncExternalStore } from "react";

let hasEnded = false;
const listeners = new Set<() => void>();

/** The page stays as it is with everything typed; the shell shows the dialog that asks to sign in again. */
export function setSessionEnded(value: boolean): void {
  if (hasEnded === value) return;
  hasEnded = value;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => hasEnded,
    () => false,
  );
}
