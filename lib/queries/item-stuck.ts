import { z } from "zod";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { readItem } from "#lib/db/items.ts";
import { readStuck } from "#lib/preflight/why-stuck.ts";
import { defineQuery } from "#lib/queries/define-query.ts";

/** Why an item does not move, who holds it, and the next step (ux.md N2). */
export const itemStuck = defineQuery({
  name: "item.stuck",
  needs: "item.read",
  open: {
    about: "Why an item does not move, and what helps.",
    refusals: ["item.unknown", "access.project"],
  },
  input: z.object({ itemId: z.uuid() }),
  async run({ tx, companyId, actor }, { itemId }) {
    const item = await readItem(tx, companyId, itemId);
    if (!item) return refuse("item.unknown");
    const right = can(actor, "item.read", { projectId: item.projectId });
    return right.ok ? ok(await readStuck(tx, companyId, item, actor)) : right;
  },
});
