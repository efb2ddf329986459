"use client";
import { type FormEvent, useEffect, useLayoutEffect, useRef } from "react";

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
  // At once, or the focus would be nowhere for a moment.
  useLayoutEffect(() => {
    if (isReal && early.current.hasFocus) controlIn(box.current)?.focus();
  }, [isReal]);
  // When the control has done what it does when it is drawn: before that it would forget what is written into it.
  useEffect(() => {
    const real = controlIn(box.current);
    if (!isReal || !real) return;
    const { isPressed, typed } = early.current;
    early.current = untouched;
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

const controlIn = (box: HTMLElement | null) => box?.querySelector<HTMLElement>("input, button");

/** Types into a field as a person would, from a place on; React hears of it. */
export function writeInto(field: HTMLInputElement | HTMLTextAreaElement, text: string, from: number): void {
  field.setRangeText(text, from, field.selectionEnd ?? field.value.length, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text, inputType: "insertText" }));
}
