import { z } from "zod";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { readItem } from "#lib/db/items.ts";
import { readChanges } from "#lib/preflight/item-changes.ts";
import { defineQuery } from "#lib/queries/define-query.ts";

/** What differs between two versions of an item (ux.md N3); numbers left out: the two that matter for the decision. */
export const itemChanges = defineQuery({
  name: "item.changes",
  needs: "item.read",
  open: {
    about: "What changed between two versions of an item.",
    refusals: ["item.unknown", "access.project"],
  },
  input: z.object({
    itemId: z.uuid(),
    base: z.coerce.number().int().positive().optional(),
    to: z.coerce.number().int().positive().optional(),
    /** The item's version on the screen: asked anew when it moves. */
    seen: z.coerce.number().int().optional(),
  }),
  async run({ tx, companyId, actor }, { itemId, base, to }) {
    const item = await readItem(tx, companyId, itemId);
    if (!item) return refuse("item.unknown");
    const right = can(actor, "item.read", { projectId: item.projectId });
    return right.ok ? ok(await readChanges(tx, companyId, item, { base, to })) : right;
  },
});
