"use client";
import { useCallback, useState } from "react";

/** State that survives a reload of the tab: what a person typed and has not sent. */
export function useDraft<T>(key: string, empty: T): readonly [T, (value: T) => void, () => void] {
  const name = `countersign.draft.${key}`;
  const [value, setValue] = useState<T>(() => readDraft(name) ?? empty);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      try {
        sessionStorage.setItem(name, JSON.stringify(next));
      } catch {
        // Without storage the draft lives as long as the page.
      }
    },
    [name],
  );
  const clear = useCallback(() => {
    setValue(empty);
    sessionStorage.removeItem(name);
  }, [name, empty]);
  return [value, set, clear];
}

function readDraft<T>(name: string): T | null {
  try {
    const text = sessionStorage.getItem(name);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}
