import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { confirmLink } from "#lib/db/link-opinions.ts";
import { readParties } from "#lib/db/link-parties.ts";
import { ConfirmVendorLink } from "#lib/views/inputs.ts";

/** Says of a link whose names drifted that it is right as it is now. */
export const confirmVendorLink = defineCommand({
  name: "vendor.confirm_link",
  needs: "vendor.link",
  input: ConfirmVendorLink,
  touches: ["vendor.page", "vendor.match"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<{ vendorId: string }>> {
    const isKnown = (await readParties(tx, companyId, "company", [input.vendorId])).size > 0;
    if (!isKnown) return refuse("item.unknown");
    const isThat = await confirmLink(tx, companyId, actor, input);
    return isThat ? ok({ vendorId: input.vendorId }) : refuse("vendor.not_linked", { sageVendor: input.seen });
  },
});
