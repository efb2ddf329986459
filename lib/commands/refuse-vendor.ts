import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { readPair, setRefused } from "#lib/db/link-opinions.ts";
import { RefuseVendor } from "#lib/views/inputs.ts";

/** Remembers that a company and a Sage vendor are not the same, so that they are never proposed again; or forgets it. */
export const refuseVendor = defineCommand({
  name: "vendor.refuse",
  needs: "vendor.link",
  input: RefuseVendor,
  touches: ["vendor.page", "vendor.match"],
  async run({ tx, companyId, actor }, { isRefused, ...pair }): Promise<Outcome<{ changed: boolean }>> {
    const names = await readPair(tx, companyId, pair);
    if (!names) return refuse("item.unknown");
    return ok({ changed: await setRefused(tx, companyId, actor, { ...pair, name: names.name }, isRefused) });
  },
});
