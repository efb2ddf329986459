"use client";
import { type PDFDocumentProxy, TextLayer } from "pdfjs-dist/legacy/build/pdf.mjs";
import { useEffect, useRef, useState } from "react";
import { ErrorState } from "#components/ui/states.tsx";

type Props = {
  readonly document: PDFDocumentProxy;
  /** From 1 on. */
  readonly number: number;
  /** 1 is as wide as there is room. */
  readonly zoom: number;
  readonly label: string;
};

/** One page, drawn as sharp as the screen is, with its words over it to be marked, found and read aloud. */
export function PdfPage({ document, number, zoom, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = useRef(number);
  const words = useRef<HTMLDivElement>(null);
  const [isBroken, setBroken] = useState(false);
  const room = useRoom(box);
  useEffect(() => {
    const [surface, layer] = [canvas.current, words.current];
    if (!surface || !layer || room === 0) return;
    // Another page begins at its top.
    if (shown.current !== number) box.current?.scrollIntoView({ block: "start" });
    shown.current = number;
    const stop = new AbortController();
    setBroken(false);
    drawPage({ document, number, width: room * zoom, surface, layer, signal: stop.signal }).catch(() => {
      if (!stop.signal.aborted) setBroken(true);
    });
    return () => stop.abort();
  }, [document, number, zoom, room]);
  return (
    <section aria-label={label} ref={box} className="relative">
      {isBroken ? (
        <ErrorState
          sentence={`Page ${number} cannot be shown here.`}
          fix="Save the file and open it with a program of your own."
        />
      ) : null}
      <div className="relative mx-auto w-fit bg-white shadow-sm" hidden={isBroken}>
        <canvas ref={canvas} className="block" />
        <div ref={words} className="pdf-words" />
      </div>
    </section>
  );
}

type Drawing = {
  readonly document: PDFDocumentProxy;
  readonly number: number;
  /** CSS pixels. */
  readonly width: number;
  readonly surface: HTMLCanvasElement;
  readonly layer: HTMLElement;
  readonly signal: AbortSignal;
};

async function drawPage({ document, number, width, surface, layer, signal }: Drawing): Promise<void> {
  const page = await document.getPage(number);
  if (signal.aborted) return;
  const scale = width / page.getViewport({ scale: 1 }).width;
  const viewport = page.getViewport({ scale });
  const sharpness = Math.min(window.devicePixelRatio || 1, mostPixels / Math.max(viewport.width, viewport.height));
  surface.width = Math.floor(viewport.width * sharpness);
  surface.height = Math.floor(viewport.height * sharpness);
  surface.style.width = `${Math.floor(viewport.width)}px`;
  surface.style.height = `${Math.floor(viewport.height)}px`;
  const task = page.render({ canvas: surface, viewport, transform: [sharpness, 0, 0, sharpness, 0, 0] });
  signal.addEventListener("abort", () => task.cancel());
  layer.replaceChildren();
  layer.style.setProperty("--total-scale-factor", String(scale));
  const text = new TextLayer({ textContentSource: page.streamTextContent(), container: layer, viewport });
  signal.addEventListener("abort", () => text.cancel());
  await Promise.all([task.promise, text.render()]);
}

/** Browsers refuse a canvas that is much larger. */
const mostPixels = 8192;

/** How wide it may be, in CSS pixels, also after the window was turned or made smaller; 0 until it is known. */
function useRoom(box: { readonly current: HTMLElement | null }): number {
  const [room, setRoom] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setRoom(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return room;
}
