import { z } from "zod";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { readItem } from "#lib/db/items.ts";
import { readProjectSourceId } from "#lib/db/source-place.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordTypeOfKind } from "#lib/records/registry.ts";

/** Where the document of an item is in the source, for whoever may read the item. */
export const itemSource = defineQuery({
  name: "item.source",
  needs: "item.read",
  input: z.object({ itemId: z.uuid() }),
  async run({ tx, companyId, actor }, { itemId }) {
    const item = await readItem(tx, companyId, itemId);
    if (!item) return refuse("item.unknown");
    const reading = can(actor, "item.read", { projectId: item.projectId });
    if (!reading.ok) return reading;
    const { sourceKind: kind, sourceId: id } = item;
    const projectId = item.projectId && (await readProjectSourceId(tx, companyId, item.projectId));
    return ok({ kind, id, projectId, hasFiles: recordTypeOfKind(kind).hasFiles === true });
  },
});
