"use client";
import type { Holding } from "#components/hold/use-hold.ts";
import { laterWindow } from "#components/ui/later.tsx";

const HoldDialog = laterWindow(async () => (await import("#components/hold/hold-dialog.tsx")).HoldDialog);

type Props = { readonly hold: Holding; readonly onDone?: () => void };

/** The question that H asks, while it is asked. */
export function HoldDialogs({ hold, onDone }: Props) {
  return hold.rows === null ? null : <HoldDialog hold={hold} rows={hold.rows} {...(onDone ? { onDone } : {})} />;
}
