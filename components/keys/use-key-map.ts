"use client";
import { createContext, useContext } from "react";
import { type KeyMap, keyMapOf } from "#components/keys/key-map.ts";

/** Outside the desk, where nobody is signed in, keys are as they come. */
export const KeyMapContext = createContext<KeyMap>(keyMapOf({}));

/** The keys of whoever is signed in: for key caps, tooltips, help and the listener alike. */
export function useKeyMap(): KeyMap {
  return useContext(KeyMapContext);
}
