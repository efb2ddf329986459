"use client";
import { useCallback, useMemo, useState, useSyncExternalStore } from "react";

/** State that survives a reload of the tab: what a person typed and has not sent. */
export function useDraft<T>(key: string, empty: T): readonly [T, (value: T) => void, () => void] {
  const name = `countersign.draft.${key}`;
  const isBrowser = useSyncExternalStore(never, inBrowser, onServer);
  // The server knows no drafts: markup that it made is taken over without them, and they come right after.
  const stored = useMemo(() => (isBrowser ? readDraft<T>(name) : null), [isBrowser, name]);
  const [own, setOwn] = useState<{ readonly value: T } | null>(null);
  const set = useCallback(
    (value: T) => {
      setOwn({ value });
      try {
        sessionStorage.setItem(name, JSON.stringify(value));
      } catch {
        // Without storage the draft lives as long as the page.
      }
    },
    [name],
  );
  const clear = useCallback(() => {
    setOwn({ value: empty });
    sessionStorage.removeItem(name);
  }, [name, empty]);
  return [own ? own.value : (stored ?? empty), set, clear];
}

const never = () => () => undefined;
const inBrowser = () => true;
const onServer = () => false;

function readDraft<T>(name: string): T | null {
  try {
    const text = sessionStorage.getItem(name);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}
