import type { PastLinkFilter, VendorFilter } from "#lib/client/view-names.ts";
import { pastLinkShows } from "#lib/views/past-settings.ts";
import { type VendorTab, vendorTabs } from "#lib/views/vendors.ts";

export function isVendorTab(text: unknown): text is VendorTab {
  return typeof text === "string" && (vendorTabs as readonly string[]).includes(text);
}

/** The filter in the address, for the first paint. */
export function vendorFilterOf(params: Readonly<Record<string, string | string[] | undefined>>): VendorFilter {
  const { tab, side, q } = params;
  return {
    tab: isVendorTab(tab) ? tab : "unlinked",
    side: side === "sage" ? "sage" : "company",
    ...(typeof q === "string" && q ? { q: q.slice(0, 100) } : {}),
  };
}

/** The filter of the links of then, for the first paint. */
export function pastLinkFilterOf(
  { show, q }: Readonly<Record<string, string | string[] | undefined>>,
  at: string,
): PastLinkFilter {
  return {
    at,
    show: pastLinkShows.find((one) => one === show) ?? "all",
    ...(typeof q === "string" && q ? { q: q.slice(0, 100) } : {}),
  };
}
