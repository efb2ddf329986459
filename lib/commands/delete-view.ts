import { defineCommand } from "#lib/commands/define-command.ts";
import { personIdOf } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { mayChangeView } from "#lib/core/view-rights.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { deleteView, lockView } from "#lib/db/saved-views.ts";
import { ViewRef } from "#lib/views/saved-views.ts";

/** Deletes a view; the items in it stay as they are. */
export const deleteViewCommand = defineCommand({
  name: "view.delete",
  needs: "view.save",
  input: ViewRef,
  touches: ["view.list"],
  async run({ tx, companyId, actor }, { viewId }): Promise<Outcome<{ name: string }>> {
    const view = await lockView(tx, companyId, personIdOf(actor), viewId);
    if (!view) return refuse("view.unknown");
    const right = mayChangeView(actor, view, view.isShared);
    if (!right.ok) return right;
    await deleteView(tx, companyId, viewId);
    const { name, isShared } = view;
    await appendAudit(tx, companyId, actor, [{ event: { kind: "view.deleted", viewId, name, isShared } }]);
    return ok({ name });
  },
});
