import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { linkPairs } from "#lib/db/vendor-links.ts";
import { LinkVendor } from "#lib/views/inputs.ts";

/**
 * Ties a company of the directory to a Sage vendor, or severs the tie (null); its waiting items are checked again. Refused
 * with who did it when the company is not linked any more to what the person saw.
 */
export const linkVendor = defineCommand({
  name: "vendor.link",
  needs: "vendor.link",
  input: LinkVendor,
  touches: ["vendor.page", "vendor.match", "inbox.page", "item.view"],
  async run({ tx, companyId, actor }, wanted): Promise<Outcome<{ checked: number }>> {
    const [outcome] = await linkPairs(tx, companyId, actor, [wanted]);
    if (outcome?.refusal) return { ok: false, refusal: outcome.refusal };
    return ok({ checked: outcome?.isSame ? 0 : 1 });
  },
});
