import { defineCommand } from "#lib/commands/define-command.ts";
import { personIdOf } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { mayChangeView } from "#lib/core/view-rights.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { countViews, isNameTaken, lockView, writeView } from "#lib/db/saved-views.ts";
import { SaveView } from "#lib/views/saved-views.ts";

/** How many views one person can have. */
const most = 100;

/** Saves a list of the inbox under a name, for oneself or for the company; an old one as the person opened it. */
export const saveView = defineCommand({
  name: "view.save",
  needs: "view.save",
  input: SaveView,
  touches: ["view.list"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<{ viewId: string; version: number }>> {
    const { viewId, seenVersion, name, isShared, body } = input;
    const me = personIdOf(actor);
    const before = viewId === null ? null : await lockView(tx, companyId, me, viewId);
    if (viewId !== null && before === null) return refuse("view.unknown");
    const right = mayChangeView(actor, before, isShared);
    if (!right.ok) return right;
    if (before && before.version !== seenVersion) return refuse("view.changed", { name: before.name });
    const personId = before?.personId ?? me;
    if (before === null && (await countViews(tx, companyId, me)) >= most)
      return refuse("view.limit", { count: String(most) });
    if (await isNameTaken(tx, companyId, { viewId, personId, name, isShared })) return refuse("view.taken", { name });
    const written = await writeView(tx, companyId, { viewId, personId, name, isShared, body });
    await appendAudit(tx, companyId, actor, [
      { event: { kind: "view.saved", viewId: written.id, name, isShared, isNew: before === null } },
    ]);
    return ok({ viewId: written.id, version: written.version });
  },
});
