"use client";
import { laterWindow } from "#components/ui/later.tsx";

/** The dialog, not part of the first load. */
export const LazyRejectDialog = laterWindow(
  async () => (await import("#components/review/reject-dialog.tsx")).RejectDialog,
);
