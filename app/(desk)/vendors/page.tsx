import type { Metadata } from "next";
import { importRecordsAction } from "#app/(desk)/imports/actions.ts";
import { retrieveItemsAction, sendItemsAction } from "#app/(desk)/projects/actions.ts";
import * as vendorActions from "#app/(desk)/vendors/actions.ts";
import { PastLinksPage } from "#components/past/past-links.tsx";
import { pastLinkFilterOf, vendorFilterOf } from "#components/vendors/vendor-filter.ts";
import { Vendors } from "#components/vendors/vendors.tsx";
import { vendorPage } from "#lib/queries/vendor-page.ts";
import { vendorPast } from "#lib/queries/vendor-past.ts";
import { pastOf } from "#lib/server/past-of.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Vendors" };

/** With `at` in the address the links as they were at that instant. */
export default async function VendorsRoute({ searchParams }: PageProps<"/vendors">) {
  const address = await searchParams;
  const past = pastOf(address.at, "/vendors");
  if (past) {
    const asked = pastLinkFilterOf(address, past.at);
    const links = await read(vendorPast, asked, past.from);
    return <PastLinksPage key={past.at} first={links} firstFilter={asked} />;
  }
  const filter = vendorFilterOf(address);
  const first = await read(vendorPage, filter, "/vendors");
  const actions = {
    link: vendorActions.linkVendorAction,
    linkMany: vendorActions.linkVendorsAction,
    unlinkMany: vendorActions.unlinkVendorsAction,
    refuse: vendorActions.refuseVendorAction,
    archive: vendorActions.archiveSageVendorsAction,
    confirm: vendorActions.confirmVendorLinkAction,
    importLinks: vendorActions.importVendorLinksAction,
    importRecords: importRecordsAction,
    send: sendItemsAction,
    retrieve: retrieveItemsAction,
  };
  return <Vendors first={first} firstFilter={filter} actions={actions} />;
}
