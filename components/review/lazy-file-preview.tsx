"use client";
import dynamic from "next/dynamic";

/** Not part of any first load: what reads a PDF is larger than the rest of the inbox. */
export const LazyFilePreview = dynamic(async () => (await import("#components/review/file-preview.tsx")).FilePreview, {
  ssr: false,
});
