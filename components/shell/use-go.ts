"use client";
import { useRouter } from "next/navigation";
import { useCallback } from "react";

// nuqs writes the address a little later; Next takes such a write for a navigation of its own and drops the one under way.
let writing: Promise<unknown> = Promise.resolve();

/** Tells that the address of this page is about to be written; the setters of nuqs return the promise. */
export function addressWritten(written: Promise<unknown>): void {
  writing = written;
}

/** A write that another page's address has overtaken never ends. */
const longEnough = () => new Promise((resolve) => setTimeout(resolve, 400));

/** Goes to another page, after what is still to be written into this page's address: no key press is lost to it. */
export function useGo(): (href: string) => void {
  const router = useRouter();
  return useCallback(
    (href: string) => void Promise.race([writing, longEnough()]).finally(() => router.push(href)),
    [router],
  );
}
