"use client";
import { type FormEvent, useLayoutEffect, useRef } from "react";

type Early = { readonly hasFocus: boolean; readonly isPressed: boolean; readonly typed: string | null };
const untouched: Early = { hasFocus: false, isPressed: false, typed: null };

/**
 * Listens on a box around a control that is only its own face, and does to the real one what was done before it came: the
 * focus, a press, typed words. `onTouch` asks for the real one. Returns the props of the box.
 */
export function useHandover(isReal: boolean, onTouch: () => void) {
  const box = useRef<HTMLSpanElement>(null);
  const early = useRef<Early>(untouched);
  const note = (more: Partial<Early>) => {
    if (isReal) return;
    early.current = { ...early.current, ...more };
    onTouch();
  };
  useLayoutEffect(() => {
    const real = box.current?.querySelector<HTMLElement>("input, button");
    if (!isReal || !real) return;
    const { hasFocus, isPressed, typed } = early.current;
    early.current = untouched;
    if (hasFocus) real.focus();
    if (isPressed) real.click();
    if (typed !== null && real instanceof HTMLInputElement) writeInto(real, typed, 0);
  }, [isReal]);
  return {
    ref: box,
    onFocus: () => note({ hasFocus: true }),
    onBlur: () => note({ hasFocus: false }),
    onClick: () => note({ isPressed: true }),
    onInput: ({ target }: FormEvent) => {
      if (target instanceof HTMLInputElement) note({ typed: target.value });
    },
  };
}

/** Types into a field as a person would, from a place on; React hears of it. */
export function writeInto(field: HTMLInputElement | HTMLTextAreaElement, text: string, from: number): void {
  field.setRangeText(text, from, field.selectionEnd ?? field.value.length, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text, inputType: "insertText" }));
}
