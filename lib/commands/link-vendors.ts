import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { Refusal } from "#lib/core/refusals.ts";
import { readCertain } from "#lib/db/link-opinions.ts";
import { linkPairs } from "#lib/db/vendor-links.ts";
import { LinkVendors, type PairsAnswer } from "#lib/views/inputs.ts";
import { pairRow } from "#lib/views/vendors.ts";

/** Links corroborated pairs in one go, and no others: each is looked at again; `count` is the control count that was shown. */
export const linkVendors = defineCommand({
  name: "vendor.link_many",
  needs: "vendor.link",
  input: LinkVendors,
  touches: ["vendor.page", "vendor.match", "inbox.page", "item.view"],
  async run({ tx, companyId, actor }, { pairs, count }): Promise<Outcome<PairsAnswer>> {
    if (count !== pairs.length)
      return refuse("input.invalid", {
        field: "Count",
        problem: `${pairs.length} pairs came, ${count} were confirmed`,
      });
    const certain = await readCertain(
      tx,
      companyId,
      pairs.map(({ vendorId }) => vendorId),
    );
    const isCertain = ({ vendorId, sageVendor }: (typeof pairs)[number]) => certain.has(`${vendorId}|${sageVendor}`);
    const wanted = pairs.map((pair) => ({ ...pair, seen: null }));
    const made = await linkPairs(tx, companyId, actor, wanted.filter(isCertain));
    // Those that are not certain now: what would come of them says why.
    const others = await linkPairs(
      tx,
      companyId,
      actor,
      wanted.filter((pair) => !isCertain(pair)),
      true,
    );
    const outcomes = new Map([...made, ...others].map((one) => [one.vendorId, one]));
    const rows = pairs.map((pair) => {
      const outcome = outcomes.get(pair.vendorId);
      const isLinked = isCertain(pair) || outcome?.isSame;
      return pairRow(pair, outcome?.refusal ?? (isLinked ? null : notCertain(pair)));
    });
    return ok({ rows, done: rows.filter(({ isDone }) => isDone).length });
  },
});

function notCertain({ sageVendor }: { readonly sageVendor: string }): Refusal {
  return { code: "vendor.not_certain", params: { sageVendor } };
}
