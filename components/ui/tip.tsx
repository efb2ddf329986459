"use client";
import { useEffect, useState } from "react";
import { later } from "#components/ui/later.tsx";
import type { Tip, TipSide } from "#components/ui/tip-popup.tsx";

const TipPopup = later(async () => (await import("#components/ui/tip-popup.tsx")).TipPopup);

/** The attributes that give an element a tooltip; it repeats what is also said in words to screen readers. */
export function tipOf(text: string | null, side: TipSide = "top") {
  return text === null ? {} : { "data-tip": text, "data-tip-side": side };
}

/** All tooltips of a page, one at a time, on hover and on focus by keys; they stay under the pointer, Escape closes them. */
export function Tips() {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => watch(setTip), []);
  return tip ? <TipPopup {...tip} /> : null;
}

const hoverMs = 450;
const leaveMs = 60;

/** Tells what is to be shown now; answers how to end that. */
function watch(tell: (tip: Tip | null) => void): () => void {
  const end = new AbortController();
  let shown: HTMLElement | null = null;
  let wanted: HTMLElement | null = null;
  let timer: number | undefined;
  const want = (next: HTMLElement | null, afterMs: number) => {
    window.clearTimeout(timer);
    wanted = next;
    if (next === shown) return;
    timer = window.setTimeout(() => {
      shown = next?.isConnected ? next : null;
      tell(shown && tipAt(shown));
    }, afterMs);
  };
  const on = <Name extends keyof DocumentEventMap>(name: Name, run: (event: DocumentEventMap[Name]) => void) =>
    document.addEventListener(name, run, { signal: end.signal, capture: true });
  on("pointerover", (event) => {
    if (event.pointerType === "touch" || !(event.target instanceof Element)) return;
    const isOnTip = event.target.closest("[data-tip-popup]") !== null;
    const next = isOnTip ? shown : event.target.closest<HTMLElement>("[data-tip]");
    // Crossing from one to the next, the words follow at once.
    if (next !== wanted) want(next, next === null || shown !== null ? leaveMs : hoverMs);
  });
  on("focusin", ({ target }) => {
    const next = target instanceof Element ? target.closest<HTMLElement>("[data-tip]") : null;
    if (next?.matches(":focus-visible")) want(next, 0);
  });
  on("focusout", () => want(null, 0));
  on("pointerdown", () => want(null, 0));
  on("keydown", ({ key }) => {
    if (key === "Escape" || !wanted?.isConnected) want(null, 0);
  });
  document.documentElement.addEventListener("pointerleave", () => want(null, leaveMs), { signal: end.signal });
  return () => {
    end.abort();
    window.clearTimeout(timer);
  };
}

function tipAt(anchor: HTMLElement): Tip {
  const { tip = "", tipSide } = anchor.dataset;
  return { anchor, text: tip, side: tipSide === "right" ? "right" : "top" };
}
