import type { Metadata } from "next";
import { importRecordsAction } from "#app/(desk)/imports/actions.ts";
import { retrieveItemsAction, sendItemsAction } from "#app/(desk)/projects/actions.ts";
import * as vendorActions from "#app/(desk)/vendors/actions.ts";
import { vendorFilterOf } from "#components/vendors/vendor-filter.ts";
import { Vendors } from "#components/vendors/vendors.tsx";
import { vendorPage } from "#lib/queries/vendor-page.ts";
import { read } from "#lib/server/read.ts";

export const metadata: Metadata = { title: "Vendors" };

export default async function VendorsRoute({ searchParams }: PageProps<"/vendors">) {
  const filter = vendorFilterOf(await searchParams);
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
