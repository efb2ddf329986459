"use client";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** True while a sheet is made: what belongs on paper alone is drawn then, and long lists are drawn whole. */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const media = window.matchMedia("print");
    if (media.matches) setPrinting(true);
    // The sheet is taken as soon as the event is over: the change must be drawn within it.
    const set = (isOn: boolean) => flushSync(() => setPrinting(isOn));
    const [before, after] = [() => set(true), () => set(false)];
    const follow = () => set(media.matches);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    media.addEventListener("change", follow);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
      media.removeEventListener("change", follow);
    };
  }, []);
  return isPrinting;
}
