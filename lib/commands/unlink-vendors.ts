import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { linkPairs } from "#lib/db/vendor-links.ts";
import { type PairsAnswer, UnlinkVendors } from "#lib/views/inputs.ts";
import { pairRow } from "#lib/views/vendors.ts";

/** Severs ties that are still those: the undo of linking in bulk. */
export const unlinkVendors = defineCommand({
  name: "vendor.unlink_many",
  needs: "vendor.link",
  input: UnlinkVendors,
  touches: ["vendor.page", "vendor.match", "inbox.page", "item.view"],
  async run({ tx, companyId, actor }, { pairs }): Promise<Outcome<PairsAnswer>> {
    const wanted = pairs.map(({ vendorId, sageVendor }) => ({ vendorId, sageVendor: null, seen: sageVendor }));
    const outcomes = await linkPairs(tx, companyId, actor, wanted);
    const rows = outcomes.map(({ vendorId, seen, refusal }) => pairRow({ vendorId, sageVendor: seen ?? "" }, refusal));
    return ok({ rows, done: rows.filter(({ isDone }) => isDone).length });
  },
});
