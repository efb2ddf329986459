import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { setArchived } from "#lib/db/link-opinions.ts";
import { ArchiveSageVendors } from "#lib/views/inputs.ts";

/** Takes Sage vendors that belong to no company of the directory out of the lists, or puts them back. Linked ones stay. */
export const archiveSageVendors = defineCommand({
  name: "sage-vendor.archive",
  needs: "vendor.link",
  input: ArchiveSageVendors,
  touches: ["vendor.page", "vendor.match"],
  async run({ tx, companyId, actor }, { sageVendors, isArchived }): Promise<Outcome<{ changed: number }>> {
    return ok({ changed: (await setArchived(tx, companyId, actor, sageVendors, isArchived)).length });
  },
});
