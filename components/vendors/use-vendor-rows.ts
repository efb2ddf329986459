"use client";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { VendorFilter } from "#lib/client/view-names.ts";
import type { VendorPage } from "#lib/views/vendors.ts";

/** Takes the filter and what the server rendered; returns the vendors, looked at every 3 s while some are being matched. */
export function useVendorRows(filter: VendorFilter, first: VendorPage, isFirst: boolean) {
  const { query, rows, newest } = useViewPages("vendor.page", filter, {
    first: isFirst ? first : null,
    every: (pages) => (pages.some(({ pending }) => pending > 0) ? 3_000 : 30_000),
  });
  return { query, rows, page: newest ?? first };
}
