"use client";
import type { DialogProps } from "#components/ui/dialog-frame.tsx";
import { laterWindow, useOnceOpen } from "#components/ui/later.tsx";

const DialogFrame = laterWindow(async () => (await import("#components/ui/dialog-frame.tsx")).DialogFrame);

/** A window over the page; it has the focus until it is closed. */
export function Dialog(props: DialogProps) {
  return useOnceOpen(props.isOpen) ? <DialogFrame {...props} /> : null;
}
