"use client";
import { useEffect, useRef } from "react";

/**
 * Takes the focus back to a section when a form of it closes or what was chosen in it changes: the button that had it is gone
 * then, and keys would go nowhere.
 */
export function useFocusBack(isOpen: boolean, chosen: unknown) {
  const section = useRef<HTMLElement>(null);
  const last = useRef({ isOpen, chosen });
  useEffect(() => {
    const before = last.current;
    last.current = { isOpen, chosen };
    if (!isOpen && (before.isOpen || before.chosen !== chosen)) section.current?.focus();
  }, [isOpen, chosen]);
  return section;
}
