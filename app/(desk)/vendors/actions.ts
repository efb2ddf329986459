"use server";
import { archiveSageVendors } from "#lib/commands/archive-sage-vendors.ts";
import { confirmVendorLink } from "#lib/commands/confirm-vendor-link.ts";
import { importVendorLinks } from "#lib/commands/import-vendor-links.ts";
import { linkVendor } from "#lib/commands/link-vendor.ts";
import { linkVendors } from "#lib/commands/link-vendors.ts";
import { refuseVendor } from "#lib/commands/refuse-vendor.ts";
import { unlinkVendors } from "#lib/commands/unlink-vendors.ts";
import { act } from "#lib/server/act.ts";

export async function linkVendorAction(input: unknown) {
  return act(linkVendor)(input);
}
export async function linkVendorsAction(input: unknown) {
  return act(linkVendors)(input);
}
export async function unlinkVendorsAction(input: unknown) {
  return act(unlinkVendors)(input);
}
export async function refuseVendorAction(input: unknown) {
  return act(refuseVendor)(input);
}
export async function archiveSageVendorsAction(input: unknown) {
  return act(archiveSageVendors)(input);
}
export async function confirmVendorLinkAction(input: unknown) {
  return act(confirmVendorLink)(input);
}
export async function importVendorLinksAction(input: unknown) {
  return act(importVendorLinks)(input);
}
