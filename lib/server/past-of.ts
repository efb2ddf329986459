import "server-only";
import { redirect } from "next/navigation";
import { Instant } from "#lib/views/past.ts";
import { pageAt } from "#lib/views/past-address.ts";

/**
 * The instant that a page's address asks for, and the address to come back to after a sign-in; null where it asks for none. One
 * that is no instant leads to the page of now (`path`).
 */
export function pastOf(at: unknown, path: string): { readonly at: string; readonly from: string } | null {
  if (at === undefined) return null;
  const instant = Instant.safeParse(at);
  if (!instant.success) redirect(path);
  return { at: instant.data, from: pageAt(path, instant.data) };
}
