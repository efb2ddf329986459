"use client";
import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";

export const bottomLineId = "bottom-line";

/** What a screen says in the last line of the window: selection, sum, hints. */
export function BottomLine({ children }: { readonly children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useEffect(() => setPlace(document.getElementById(bottomLineId)), []);
  return place ? createPortal(children, place) : null;
}
