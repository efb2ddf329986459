"use client";
import { laterWindow } from "#components/ui/later.tsx";

/** Not part of any first load: what reads a PDF comes when the first one is opened. */
export const LazyFilePreview = laterWindow(
  async () => (await import("#components/review/file-preview.tsx")).FilePreview,
);
