"use client";
import dynamic from "next/dynamic";
import { useEffect } from "react";

const load = () => import("#components/review/reject-dialog.tsx");

/** The dialog, not part of the first load. */
export const LazyRejectDialog = dynamic(async () => (await load()).RejectDialog, { ssr: false });

/** Reads it once the page is calm, so that the first R opens it at once. */
export function useRejectDialogSoon(): void {
  useEffect(() => {
    const timer = window.setTimeout(() => void load(), 1500);
    return () => window.clearTimeout(timer);
  }, []);
}
